import type { MetadataRoute } from "next";

/** Lets a browser install the app. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Model Profiles",
    short_name: "Profiles",
    start_url: "/",
    display: "standalone",
    background_color: "#fafaf9",
    theme_color: "#0c6a60",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/apple-icon.png", sizes: "180x180", type: "image/png" },
    ],
  };
}
