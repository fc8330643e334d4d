import type { ReactNode } from "react";
import { taskByType } from "@/lib/registry/tasks";

interface NamedProfilesProps {
  title: string;
  /** The total number; only the first are listed. */
  total: number;
  /** Each in an `li`. */
  children: ReactNode[];
}

/** Profiles of all users that a change affects. */
export function NamedProfiles({ title, total, children }: NamedProfilesProps) {
  const more = total - children.length;
  return (
    <section className="grid min-w-0 gap-1">
      <h3 className="font-medium">{title}</h3>
      {total > 0 && (
        <ul className="grid gap-1.5 rounded-md border border-line p-2">
          {children}
          {more > 0 && <li className="text-muted">and {more.toLocaleString("en")} more</li>}
        </ul>
      )}
    </section>
  );
}

interface ProfileNameProps {
  profile: { name: string; owner_name: string; type: number };
}

export function ProfileName({ profile }: ProfileNameProps) {
  const { name, owner_name, type } = profile;
  return (
    <span className="[overflow-wrap:anywhere]">
      <bdi>{name}</bdi>{" "}
      <span className="text-muted">
        · {taskByType(type)?.label} · <bdi>{owner_name}</bdi>
      </span>
    </span>
  );
}
