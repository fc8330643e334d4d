"use client";

import { lazyEditor } from "./editor-skeleton";

export const ProfileEditor = lazyEditor(() => import("./edit-profile"));
