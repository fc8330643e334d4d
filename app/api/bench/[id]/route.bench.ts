import * as bare from "../route.bench";

/** The bare route at an address with a parameter, which costs Next.js more to find. */
export const { GET, PATCH } = bare;
