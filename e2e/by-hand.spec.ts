import type { APIRequestContext, Page } from "@playwright/test";
import { actionCall, actionNames } from "./actions";
import { callByHand, findUser, type Listed, setSettings, test } from "./admin";
import { makeEngine, ollama, removeEngines, startServer } from "./api/model-server";
import { CODER, defaultId, inviteUser, MODEL, removeBounds } from "./api/world";
import { expect, makeProfile, makeUser, signInQuickly, unique } from "./browser";

const BOUND = { path: "parameters.top_k", task: "formatting", max: 40 };
const MOVE = { from: "a-model-that-nobody-has", to: MODEL };
const DEFAULT = defaultId(15);
/** The start of the address of an invited user. */
const INVITED = "invited-by-hand";

interface Ground {
  /** A user whom nobody but admins may change. */
  victim: Listed;
  /** A key of the victim. */
  key: string;
  /** A user who has not set a password yet. */
  invited: string;
  bound: string;
  engine: string;
  address: string;
  /** Of the default that may be reset. */
  revision: number;
}

/** What each action of admins is given. */
const ADMIN_CALLS: Readonly<Record<string, (ground: Ground) => unknown>> = {
  previewBoundAction: () => ({ body: { ...BOUND, max: 10 } }),
  setBoundAction: () => ({ body: { ...BOUND, max: 10 } }),
  removeBoundAction: ({ bound }) => ({ params: { id: bound } }),
  resetDefaultAction: ({ revision }) => ({
    params: { task: "formatting" },
    body: {},
    expected_revision: revision,
  }),
  previewMoveAction: () => ({ body: MOVE }),
  moveProfilesAction: () => ({ body: MOVE }),
  syncCatalogAction: () => undefined,
  correctModelAction: () => ({ params: { id: MODEL }, body: { context_length: 1 } }),
  removeCorrectionAction: () => ({ params: { id: MODEL } }),
  createEngineAction: ({ address }) => ({
    body: { kind: "ollama", name: "made by hand", address },
  }),
  updateEngineAction: ({ engine }) => ({
    params: { id: engine },
    body: { name: "changed by hand" },
  }),
  readEngineAction: ({ engine }) => ({ params: { id: engine } }),
  testEngineAction: ({ engine }) => ({ params: { id: engine } }),
  discoverEnginesAction: () => ({ body: {} }),
  removeEngineAction: ({ engine }) => ({ params: { id: engine } }),
  patchUserAction: ({ victim }) => ({ params: { id: victim.id }, body: { disabled: true } }),
  revokeUserKeyAction: ({ victim, key }) => ({ params: { id: victim.id, key } }),
  makeResetLinkAction: ({ victim }) => ({ params: { id: victim.id } }),
  inviteUserAction: () => ({ body: { name: "By hand", email: `${unique(INVITED)}@example.org` } }),
  withdrawInvitationAction: ({ invited }) => ({ params: { id: invited } }),
  updateSettingsAction: () => ({ body: { registration_open: false } }),
};

/** Those that work on a profile, by its id. */
const PROFILE_ACTIONS = [
  "replaceProfileAction",
  "restoreRevisionAction",
  "deleteProfileAction",
  "duplicateProfileAction",
  "setKeepingAction",
  "emptyKeptAction",
];

/** Those that can do something to nobody but to who calls. */
const OWN_ACTIONS = [
  "signInAction",
  "signOutAction",
  "setUpAction",
  "registerAction",
  "changeNameAction",
  "changePasswordAction",
  "confirmPasswordAction",
  "signOutEverywhereAction",
  "readResetAction",
  "resetPasswordAction",
  "setConfigAction",
  "createKeyAction",
  "revokeKeyAction",
  "revokeSessionAction",
  "createProfileAction",
  "restoreProfileAction",
  "purgeProfileAction",
  "emptyTrashAction",
  "previewOwnMoveAction",
  "moveOwnProfilesAction",
  "tuneTaskAction",
  "changeTasksAction",
  "previewTasksAction",
  "undoTaskAction",
  "undoChangeAction",
  "restoreTaskAction",
  "addExampleAction",
  "removeExampleAction",
];

test("every action of the server is one whose refusals are tested, or concerns its caller alone", () => {
  const known = [...Object.keys(ADMIN_CALLS), ...PROFILE_ACTIONS, ...OWN_ACTIONS];
  expect(actionNames().sort()).toEqual(known.sort());
});

async function read(page: Page, path: string): Promise<Record<string, unknown>> {
  const answer = await page.request.get(path);
  await expect(answer).toBeOK();
  return (await answer.json()) as Record<string, unknown>;
}

/** All that actions of admins change, as an admin reads it; when an engine was read is left out. */
async function readAll(page: Page, { victim, engine }: Ground) {
  const engines = (await read(page, "/api/admin/engines")).data as { id: string }[];
  const named = ({ id, name }: { id: string; name?: string }) => ({ id, name });
  return {
    bounds: await read(page, "/api/bounds"),
    default: await read(page, `/api/models/profiles/${DEFAULT}`),
    engine: engines.filter(({ id }) => id === engine).map(named),
    engines: engines.length,
    victim: await findUser(page, victim.email),
    invited: await read(page, `/api/admin/users?q=${INVITED}`),
    keys: await read(page, `/api/admin/users/${victim.id}/keys`),
    settings: await read(page, "/api/admin/settings"),
  };
}

async function withGround(
  page: Page,
  target: Pick<Ground, "victim" | "key">,
  work: (ground: Ground) => Promise<void>,
) {
  const server = await startServer(ollama([]));
  try {
    const bound = await page.request.put("/api/admin/bounds", { data: BOUND });
    const patch = { data: { description: "Changed by an admin" } };
    const changed = await page.request.patch(`/api/models/profiles/${DEFAULT}`, patch);
    const invited = await inviteUser({ email: `${unique(INVITED)}@example.org` });
    const engine = await makeEngine({ name: "made before", address: server.address });
    await work({
      ...target,
      invited: String(invited.id),
      bound: ((await bound.json()) as { id: string }).id,
      engine: String(engine.id),
      address: server.address,
      revision: ((await changed.json()) as { revision: number }).revision,
    });
  } finally {
    await removeEngines();
    await removeBounds();
    await page.request.post("/api/admin/defaults/formatting/reset");
    await setSettings(page, { registration_open: true });
    await server.close();
  }
}

test("each action of admins, called by hand, is refused to others and changes nothing", async ({
  page,
  admin: _admin,
  person,
  request,
  browser,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const user = await browser.newContext();
  await signInQuickly(await user.newPage(), person);
  const owner = await makeUser(request);
  const owned = await browser.newContext();
  await signInQuickly(await owned.newPage(), owner);
  const data = { name: "the victim's", scopes: ["read"] };
  const made = await owned.request.post("/api/keys", { data });
  const { id: key } = (await made.json()) as { id: string };
  await owned.close();
  const victim = await findUser(page, owner.email);
  await withGround(page, { victim, key }, async (ground) => {
    const calls = Object.entries(ADMIN_CALLS).map(
      ([name, given]) => [name, actionCall(name, ...[given(ground) ?? []].flat())] as const,
    );
    const before = await readAll(page, ground);
    for (const [name, call] of calls) {
      expect(await callByHand(user.request, origin, call), name).toContain("permission_denied");
      expect(await callByHand(request, origin, call), name).toContain("unauthenticated");
    }
    expect(await readAll(page, ground)).toEqual(before);
    // They were refused for who called: an admin's are not.
    for (const [name, call] of calls) {
      expect(await callByHand(page.request, origin, call), name).toContain('"ok":true');
    }
  });
  await user.close();
});

test("a user's actions, called by hand with the id of another's or of a default, are refused", async ({
  page,
  admin: _admin,
  person,
  request,
  browser,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const [mine, theirs] = [await browser.newContext(), await browser.newContext()];
  const owner = await theirs.newPage();
  await signInQuickly(await mine.newPage(), person);
  await signInQuickly(owner, await makeUser(request));
  const { id } = await makeProfile(owner, { name: "Somebody else's", model_name: CODER });
  await owner.request.patch(`/api/models/profiles/${id}`, { data: { description: "Changed" } });
  const content = { name: "Taken over", type: 1, model_name: MODEL };
  const calls = (profile: string, expected_revision: number) => {
    const params = { id: profile };
    return [
      actionCall("replaceProfileAction", { params, body: content, expected_revision }),
      actionCall("restoreRevisionAction", { params: { ...params, n: "1" }, expected_revision }),
      actionCall("setKeepingAction", { params, body: { enabled: true } }),
      actionCall("emptyKeptAction", { params }),
      actionCall("deleteProfileAction", { params, expected_revision: null }),
    ];
  };
  const tryAll = async (reader: APIRequestContext, profile: string, code: string) => {
    const look = async () => (await reader.get(`/api/models/profiles/${profile}`)).json();
    const before = (await look()) as { revision: number };
    for (const call of calls(profile, before.revision)) {
      expect(await callByHand(mine.request, origin, call)).toContain(`"${code}"`);
      expect(await callByHand(request, origin, call)).toContain('"unauthenticated"');
    }
    expect(await look()).toEqual(before);
  };
  await tryAll(owner.request, id, "profile_not_found");
  await tryAll(page.request, DEFAULT, "permission_denied");
  const copy = actionCall("duplicateProfileAction", { params: { id } });
  expect(await callByHand(mine.request, origin, copy)).toContain('"profile_not_found"');
  const own = await mine.request.get("/api/models/profiles?owner=me");
  expect(await own.json()).toMatchObject({ total: 0 });
  // They were refused for who called: the owner's are not. The last can follow any.
  const [replace, , keep, empty, remove] = calls(id, 2);
  for (const call of [replace, keep, empty, remove]) {
    if (call) expect(await callByHand(owner.request, origin, call)).toContain('"ok":true');
  }
  await Promise.all([mine.close(), theirs.close()]);
});
