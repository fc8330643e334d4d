import { assignmentsContract } from "@/lib/assignments/contract";
import { boundsContract } from "@/lib/bounds/contract";
import { auditContract } from "@/lib/audit/contract";
import { enginesContract } from "@/lib/engines/contract";
import { gatewayContract } from "@/lib/gateway/contract";
import { healthContract } from "@/lib/health/contract";
import { keptContract } from "@/lib/kept/contract";
import { keysContract } from "@/lib/keys/contract";
import { catalogContract, correctionsContract } from "@/lib/models/catalog-contract";
import { modelsContract } from "@/lib/models/contract";
import { movesContract } from "@/lib/moves/contract";
import { playgroundContract } from "@/lib/playground/contract";
import { trashContract } from "@/lib/profiles/trash-contract";
import { profilesContract } from "@/lib/profiles/contract";
import { sessionsContract } from "@/lib/sessions/contract";
import { settingsContract } from "@/lib/settings/contract";
import { tasksContract } from "@/lib/tasks/contract";
import { usageContract } from "@/lib/usage/contract";
import { usersContract } from "@/lib/users/contract";
import type { Endpoint } from "@/lib/http/endpoint";

/** Every call of the REST interface, by feature: the reference and the tests derive from it. */
export const CONTRACT: readonly Endpoint[] = [
  profilesContract,
  trashContract,
  keptContract,
  assignmentsContract,
  tasksContract,
  boundsContract,
  modelsContract,
  catalogContract,
  movesContract,
  enginesContract,
  correctionsContract,
  keysContract,
  usersContract,
  sessionsContract,
  usageContract,
  auditContract,
  settingsContract,
  gatewayContract,
  playgroundContract,
  healthContract,
].flatMap((feature) => Object.values<Endpoint>(feature));
