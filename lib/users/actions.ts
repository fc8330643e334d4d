"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { usersContract } from "./contract";
import { nameInput, resetToken } from "./schema";
import { changeName, confirmPassword } from "./server/account-service";
import { inviteUser, withdrawInvitation } from "./server/invite-service";
import { makeResetLink, readReset } from "./server/reset-service";
import { patchUser } from "./server/service";

/** @throws 401, 403 with an API key, 422 */
export const changeNameAction = defineAction(nameInput, (ctx, { name }) => changeName(ctx, name));

export const patchUserAction = defineAction(usersContract.patch, ({ ctx, params, body }) =>
  patchUser(ctx, params.id, body),
);

export const makeResetLinkAction = defineAction(usersContract.resetLink, ({ ctx, params }) =>
  makeResetLink(ctx, params.id),
);

export const inviteUserAction = defineAction(usersContract.invite, ({ ctx, body }) =>
  inviteUser(ctx, body),
);

export const withdrawInvitationAction = defineAction(usersContract.withdraw, ({ ctx, params }) =>
  withdrawInvitation(ctx, params.id),
);

/** @throws 404 `reset_not_found` */
export const readResetAction = defineAction(resetToken, (ctx, { token }) => readReset(ctx, token));

export const confirmPasswordAction = defineAction(usersContract.confirm, ({ ctx, body }) =>
  confirmPassword(ctx, body),
);
