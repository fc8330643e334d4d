import type { Metadata } from "next";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Page } from "@/components/ui/page";
import { nextPath, REGISTER } from "@/lib/urls";
import { signedOutPage } from "@/lib/auth/server/page";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const next = nextPath((await searchParams).next);
  const { registration_open } = await signedOutPage(next);
  return (
    <Page title="Sign in">
      <SignInForm next={next} />
      <p className="text-muted">Forgot your password? Ask an admin for a link to set a new one.</p>
      {registration_open && (
        <p className="text-muted">
          No account yet?{" "}
          <a href={REGISTER} className="font-medium text-accent underline">
            Register
          </a>
        </p>
      )}
    </Page>
  );
}
