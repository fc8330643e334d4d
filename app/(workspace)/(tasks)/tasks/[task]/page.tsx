import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { currentUser } from "@/lib/auth/server/page";
import { findTask } from "@/lib/registry/tasks";
import { TasksPage } from "../../tasks-page";

/** The task of the URL, by its key alone. */
async function taskIn({ params }: PageProps<"/tasks/[task]">) {
  const { task: key } = await params;
  const task = findTask(key);
  return task?.key === key ? task : notFound();
}

export async function generateMetadata(props: PageProps<"/tasks/[task]">): Promise<Metadata> {
  return { title: (await taskIn(props)).label };
}

/** The list with the panel of a task. */
export default async function TaskPage(props: PageProps<"/tasks/[task]">) {
  await currentUser();
  return <TasksPage task={await taskIn(props)} />;
}
