import { expect, test } from "@playwright/test";
import { Client, type Json } from "./client";
import {
  expectFaults,
  expectProblem,
  inviteUser,
  makeAdmin,
  makeConfirmedAdmin,
  makeKey,
  ok,
  PASSWORD,
  uniqueEmail,
} from "./world";

const PATH = "/api/admin/users";
const input = (more: object = {}) => ({ name: "Grace", email: uniqueEmail("invited"), ...more });

async function invite(fields: Json = {}) {
  const { link, ...user } = await inviteUser(input(fields));
  const { path } = link as { path: string };
  return { user, email: String(user.email), token: path.split("#")[1] ?? "" };
}

test("an invited user sets a password by the link and signs in, and is then an ordinary user", async () => {
  const { user, email, token } = await invite({ role: "admin" });
  expect(user).toMatchObject({
    email,
    name: "Grace",
    role: "admin",
    disabled: false,
    invited: true,
  });
  expect(user).not.toHaveProperty("password_hash");
  ok(await new Client().post("/api/reset-password", { token, password: PASSWORD }), 204);
  const client = new Client();
  await client.signIn(email, PASSWORD);
  expect(ok(await client.get("/api/me")).body).toMatchObject({ email, role: "admin" });
  const { session } = await makeAdmin();
  const { data } = ok(await session.get(`${PATH}?q=${encodeURIComponent(email)}`)).body;
  expect(data).toMatchObject([{ id: user.id, invited: false }]);
  expectProblem(await session.delete(`${PATH}/${user.id}`), 409, "invitation_used");
});

test("nobody signs in to an invited account, and its address registers no other", async () => {
  const { email } = await invite();
  for (const password of ["", PASSWORD]) {
    const client = new Client();
    await client.signIn(email, password);
    expectProblem(await client.get("/api/me"), 401, "unauthenticated");
  }
  const registering = { name: "Grace", email, password: PASSWORD };
  expectProblem(await new Client().post("/api/register", registering), 409, "email_taken");
  const { session } = await makeConfirmedAdmin();
  expectProblem(await session.post(PATH, input({ email })), 409, "email_taken");
});

test("a withdrawn invitation has neither link nor account", async () => {
  const { user, email, token } = await invite();
  const { session } = await makeAdmin();
  ok(await session.delete(`${PATH}/${user.id}`), 204);
  const reset = await new Client().post("/api/reset-password", { token, password: PASSWORD });
  expectProblem(reset, 404, "reset_not_found");
  expectProblem(await session.delete(`${PATH}/${user.id}`), 404, "user_not_found");
  await invite({ email });
});

test("invalid invitations are refused with every fault, and create nothing", async () => {
  const { session } = await makeConfirmedAdmin();
  const bad = { name: " ", email: "nobody", role: "owner", password: PASSWORD };
  expectFaults(await session.post(PATH, bad), "name", "email", "role", "password");
  expectFaults(await session.post(PATH, {}), "name", "email");
  expectProblem(await session.post(PATH, "[]"), 422, "validation_failed");
});

test("an API key invites nobody, whatever its scope; it may withdraw", async () => {
  const { client } = await makeKey(await makeAdmin(), ["admin", "write"]);
  expectProblem(await client.post(PATH, input()), 403, "permission_denied");
  const { user } = await invite();
  ok(await client.delete(`${PATH}/${user.id}`), 204);
});

test("the audit names who was invited, without the link", async () => {
  const { user, token } = await invite();
  const { session } = await makeAdmin();
  const answer = ok(await session.get(`/api/admin/audit?target=user:${user.id}`));
  expect(answer.body.data).toMatchObject([{ action: "user.invite", after: { name: "Grace" } }]);
  expect(answer.text).not.toContain(token);
});
