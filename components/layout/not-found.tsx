import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { State } from "@/components/ui/state";

export function NotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <State
        icon={SearchX}
        title="There is nothing at this address"
        action={
          <Button asChild>
            <Link href="/profiles">Go to the profiles</Link>
          </Button>
        }
      >
        It may have been deleted, or it belongs to somebody else.
      </State>
    </>
  );
}
