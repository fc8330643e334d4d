export * from "./audit";
export * from "./bounds";
export * from "./models";
export * from "./profiles";
export * from "./users";
