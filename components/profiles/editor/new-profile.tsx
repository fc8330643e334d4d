"use client";

import { lazyEditor } from "./editor-skeleton";

export const NewProfile = lazyEditor(() => import("./new-editor"));
