import { TriangleAlert } from "lucide-react";
import { Button } from "./button";
import { State } from "./state";

interface FailedStateProps {
  title: string;
  detail: string;
  remedy: "sign-in" | "reload" | "retry";
  onRetry: () => void;
}

/** In the place of content that could not be had, with what helps. */
export function FailedState({ title, detail, remedy, onRetry }: FailedStateProps) {
  const reload = () => window.location.reload();
  return (
    <State
      icon={TriangleAlert}
      title={title}
      alert
      action={
        <Button onClick={remedy === "retry" ? onRetry : reload}>
          {{ "sign-in": "Sign in", reload: "Reload", retry: "Try again" }[remedy]}
        </Button>
      }
    >
      {detail}
    </State>
  );
}
