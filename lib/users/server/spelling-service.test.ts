import { expect, test } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { BEN, testWorld, userRow } from "@/lib/testing";
import { typedEmailKey } from "../identity";
import { findAccount } from "./service";
import { respellAccounts } from "./spelling-service";

const world = testWorld();

/** Adds an account as an older version stored it. */
async function addOld(id: string, email: string, name = "Old"): Promise<string> {
  await world.addUser(userRow({ ...BEN, id, email, name }, { email_key: typedEmailKey(email) }));
  return id;
}

const find = async (email: string) => (await findAccount(world.as(SYSTEM_ACTOR), email))?.id;
const respell = () => respellAccounts(world.as(SYSTEM_ACTOR));

test("an account of an older version is found by each spelling of its address", async () => {
  const id = await addOld("u1", "zoe@MÜLLER.example");
  await respell();
  for (const email of ["zoe@müller.example", "Zoe@xn--mller-kva.example", "zoe@müller.example."]) {
    expect(await find(email), email).toBe(id);
  }
});

test("of two accounts for one address, both sign in with what they registered with", async () => {
  const first = await addOld("u1", "zoe@müller.example");
  const second = await addOld("u2", "zoe@xn--mller-kva.example");
  for (let start = 1; start <= 2; start += 1) {
    await respell();
    expect(await find("zoe@müller.example")).toBe(first);
    expect(await find("zoe@xn--mller-kva.example")).toBe(second);
  }
});

test("characters that cannot be seen are shown, recorded, and part of signing in as before", async () => {
  const id = await addOld("u1", "ad\u200ba@example.org", "Ada\u202e");
  await respell();
  expect(await find("ad\u200ba@example.org")).toBe(id);
  const { users = [] } = (await world.contents()) as { users?: { id: string }[] };
  expect(users.find((user) => user.id === id)).toMatchObject({
    name: "Ada\\u{202e}",
    email: "ad\\u{200b}a@example.org",
  });
  const contents = await world.contents();
  await respell();
  expect(await world.contents()).toEqual(contents);
});
