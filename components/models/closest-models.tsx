"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button-link";
import { profilesWithPath } from "@/lib/models/address";
import { closestIds } from "@/lib/values/unknown-model";
import { catalogOptions } from "@/lib/models/queries";
import { ModelLink } from "./model-parts";

/** Links for a model id that is not in the catalog. */
export default function ClosestModels({ id }: { id: string }) {
  // The cached catalog may still contain the model.
  const { data } = useQuery({ ...catalogOptions(), staleTime: 0 });
  const ids = data?.data.map((model) => model.id).filter((other) => other !== id) ?? [];
  const closest = closestIds(id, ids);
  return (
    <div className="grid justify-items-center gap-4">
      {closest.length > 0 && (
        <div className="grid gap-1">
          <h2 className="text-muted">Similar ids</h2>
          <ul className="grid gap-1 [overflow-wrap:anywhere] [&_a]:text-accent [&_a]:underline">
            {closest.map((other) => (
              <li key={other}>
                <ModelLink id={other}>{other}</ModelLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="flex flex-wrap justify-center gap-2">
        <ButtonLink href="/models">All models</ButtonLink>
        <ButtonLink href={profilesWithPath(id)}>Profiles with this model</ButtonLink>
      </div>
    </div>
  );
}
