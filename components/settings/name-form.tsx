"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useLeaveGuard } from "@/components/layout/leave-guard";
import { Button } from "@/components/ui/button";
import { Field, Form, Input } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { toast } from "@/components/ui/toast";
import { useHydrated } from "@/components/ui/use-hydrated";
import { showProblem } from "@/lib/http/browser/form-problem";
import { changeName } from "@/lib/users/account-mutations";

const schema = async () => (await import("@/lib/users/schema")).nameInput;
const resolver = formResolver(schema, { name: "Enter your name." });

export function NameForm({ name }: { name: string }) {
  const router = useRouter();
  const hydrated = useHydrated();
  const form = useForm({ resolver, mode: "onTouched", defaultValues: { name } });
  const { errors, isDirty, isSubmitting } = form.formState;
  useLeaveGuard(isDirty);

  const submit = form.handleSubmit(async (input) => {
    try {
      form.reset(await changeName(input));
      toast({ kind: "success", title: "Name saved" });
      // The header shows the name too.
      router.refresh();
    } catch (error) {
      showProblem(error, { setError: form.setError, fields: { name: "name" } });
    }
  });

  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register("name")} autoComplete="name" />}
      </Field>
      <div>
        <Button type="submit" busy={isSubmitting} disabled={!hydrated || !isDirty}>
          Save name
        </Button>
      </div>
    </Form>
  );
}
