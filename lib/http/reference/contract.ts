import { assignmentsContract } from "@/lib/assignments/contract";
import { boundsContract } from "@/lib/bounds/contract";
import { auditContract } from "@/lib/audit/contract";
import { healthContract } from "@/lib/health/contract";
import { keysContract } from "@/lib/keys/contract";
import { catalogContract } from "@/lib/models/catalog-contract";
import { modelsContract } from "@/lib/models/contract";
import { sourcesContract } from "@/lib/models/catalog-contract";
import { movesContract } from "@/lib/moves/contract";
import { profilesContract } from "@/lib/profiles/contract";
import { settingsContract } from "@/lib/settings/contract";
import { usersContract } from "@/lib/users/contract";
import type { Endpoint } from "@/lib/http/endpoint";

/** Every call of the REST interface, by feature: the reference and the tests derive from it. */
export const CONTRACT: readonly Endpoint[] = [
  profilesContract,
  assignmentsContract,
  boundsContract,
  modelsContract,
  catalogContract,
  movesContract,
  sourcesContract,
  keysContract,
  usersContract,
  auditContract,
  settingsContract,
  healthContract,
].flatMap((feature) => Object.values<Endpoint>(feature));
