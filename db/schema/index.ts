export * from "./audit";
export * from "./models";
export * from "./profiles";
export * from "./users";
