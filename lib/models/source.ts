/** The catalog's file, among the sources of models; the others are engines, by their ids. */
export const FILE_SOURCE = "file";
