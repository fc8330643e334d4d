import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startServer, temporaryFolder } from "../servers";
import { measureEditor } from "./editor";
import { type Figure, showFigures } from "../figures";
import { measureLighthouse } from "./lighthouse";
import { measureLists } from "./lists";
import { makeAdmin, makeProfiles, openBrowser, signIn } from "./visitor";
import { BEFORE_SET_UP, measureWeight, SIGNED_IN, SIGNED_OUT } from "./weight";

const PORT = 3408;
const MODELS = 5000;
const PROFILES = 200;

/** The catalog that ships, and variants of its models until there are enough. */
function writeCatalog(file: string): void {
  const shipped = JSON.parse(readFileSync(".models.json", "utf8")) as {
    id: string;
    name: string;
  }[];
  const variants = Array.from({ length: MODELS - shipped.length }, (_, index) => {
    const model = shipped[index % shipped.length];
    return { ...model, id: `${model?.id}-v${index}`, name: `${model?.name}-v${index}` };
  });
  writeFileSync(file, JSON.stringify([...shipped, ...variants]));
}

/** Everything that is measured in a browser, on the benchmark's build. */
export async function measureWeb(): Promise<Figure[]> {
  const folder = temporaryFolder();
  const models = path.join(folder, "models.json");
  writeCatalog(models);
  const server = await startServer(PORT, folder, { MODELS_FILE: models });
  const visitor = await openBrowser(server.origin);
  try {
    const figures = await measureWeight(visitor, BEFORE_SET_UP);
    await makeAdmin(visitor);
    figures.push(...(await measureWeight(visitor, SIGNED_OUT)));
    await signIn(visitor);
    const id = await makeProfiles(visitor, PROFILES);
    figures.push(...(await measureWeight(visitor, SIGNED_IN, id)));
    figures.push(...(await measureLists(visitor)));
    // Before React is listened to, which costs a little.
    figures.push(...(await measureLighthouse(visitor, id)));
    figures.push(...(await measureEditor(visitor, id)));
    showFigures(figures);
    return figures;
  } finally {
    await visitor.close();
    await server.stop();
  }
}
