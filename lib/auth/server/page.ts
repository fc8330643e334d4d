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

/** Read once per page. */
const context = cache(async (): Promise<Context> => requestContext(await headers()));
const isNew = cache(async (): Promise<boolean> => needsSetup(await context()));

function signedIn(ctx: Context): Context<UserActor> | null {
  return ctx.actor.kind === "user" ? { ...ctx, actor: ctx.actor } : null;
}

/** For a page of signed-in users; redirects others to setup or sign-in. */
export async function currentUser(): Promise<Context<UserActor>> {
  const user = signedIn(await context());
  if (user) return user;
  if (await isNew()) redirect("/setup");
  const path = nextPath((await headers()).get("x-path"));
  redirect(path === HOME ? "/login" : `/login?next=${encodeURIComponent(path)}`);
}

/** For a page of admins; 404 for other users. */
export async function currentAdmin(): Promise<Context<UserActor>> {
  const user = await currentUser();
  if (!isAdmin(user.actor)) notFound();
  return user;
}

/** For a public page: the user, or null if signed out. */
export async function maybeUser(): Promise<Context<UserActor> | null> {
  const user = signedIn(await context());
  if (!user && (await isNew())) redirect("/setup");
  return user;
}

/** For `/login` and `/register`; redirects users who are already signed in. */
export async function signedOutPage(next: string): Promise<{ registration_open: boolean }> {
  if (await maybeUser()) redirect(next as Route);
  return { registration_open: await isRegistrationOpen(await context()) };
}

/** For `/setup`; 404 once there is a user. */
export async function setUpPage(): Promise<void> {
  if (!(await isNew())) notFound();
}

/** The result of a service; its 404 becomes the 404 page. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) notFound();
    throw error;
  }
}
