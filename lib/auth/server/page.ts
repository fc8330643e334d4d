import "server-only";
import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { isAdmin, type UserActor } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { isRegistrationOpen, needsSetup } from "@/lib/users/server/service";
import { HOME, nextPath } from "@/lib/urls";
import { requestContext } from "./context";

/** Read once a page, however many parts of it ask. */
const context = cache(async (): Promise<Context> => requestContext(await headers()));
const isNew = cache(async (): Promise<boolean> => needsSetup(await context()));

function signedIn(ctx: Context): Context<UserActor> | null {
  return ctx.actor.kind === "user" ? { ...ctx, actor: ctx.actor } : null;
}

/** For a page of signed-in people; anybody else is sent to set up or to sign in. */
export async function currentUser(): Promise<Context<UserActor>> {
  const user = signedIn(await context());
  if (user) return user;
  if (await isNew()) redirect("/setup");
  const path = nextPath((await headers()).get("x-path"));
  redirect(path === HOME ? "/login" : `/login?next=${encodeURIComponent(path)}`);
}

/** For a page of admins; for anybody else who is signed in it is not there. */
export async function currentAdmin(): Promise<Context<UserActor>> {
  const user = await currentUser();
  if (!isAdmin(user.actor)) notFound();
  return user;
}

/** For a page of everybody: the one who looks at it, if they are signed in. */
export async function maybeUser(): Promise<Context<UserActor> | null> {
  const user = signedIn(await context());
  if (!user && (await isNew())) redirect("/setup");
  return user;
}

/** For `/login` and `/register`: who is signed in already goes on. */
export async function signedOutPage(next: string): Promise<{ registration_open: boolean }> {
  if (await maybeUser()) redirect(next as Route);
  return { registration_open: await isRegistrationOpen(await context()) };
}

/** For `/setup`, which is there only while there is no user. */
export async function setUpPage(): Promise<void> {
  if (!(await isNew())) notFound();
}

/** What a service answers; a thing that is not there, or not for this person, is a 404 page. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) notFound();
    throw error;
  }
}
