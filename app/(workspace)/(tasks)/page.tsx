import type { Metadata } from "next";
import { currentUser } from "@/lib/auth/server/page";
import { TasksPage } from "./tasks-page";

export const metadata: Metadata = { title: "Tasks" };

export default async function HomePage() {
  await currentUser();
  return <TasksPage />;
}
