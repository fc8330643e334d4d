import type { Metadata } from "next";
import { AccountForm } from "@/components/auth/account-form";
import { Page } from "@/components/ui/page";
import { HOME, SIGN_IN } from "@/lib/urls";
import { signedOutPage } from "@/lib/auth/server/page";

export const metadata: Metadata = { title: "Register" };

export default async function RegisterPage() {
  const { registration_open } = await signedOutPage(HOME);
  return (
    <Page title={registration_open ? "Register" : "Registration is closed"}>
      {registration_open ? (
        <AccountForm purpose="register" />
      ) : (
        <p>New accounts cannot be created at the moment. Ask an admin.</p>
      )}
      <p className="text-muted">
        Already have an account?{" "}
        <a href={SIGN_IN} className="font-medium text-accent underline">
          Sign in
        </a>
      </p>
    </Page>
  );
}
