import { LockKeyhole } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { Profile } from "@/lib/profiles/schema";

export function isDefault(profile: Profile): boolean {
  return profile.user_id === SYSTEM_USER_ID;
}

export function SystemBadge() {
  return (
    <Badge>
      <LockKeyhole aria-hidden />
      System
    </Badge>
  );
}
