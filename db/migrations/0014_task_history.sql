CREATE TABLE `task_change_profiles` (
	`change_id` text NOT NULL,
	`profile_id` text NOT NULL,
	`from_revision` integer,
	`to_revision` integer NOT NULL,
	PRIMARY KEY(`change_id`, `profile_id`),
	FOREIGN KEY (`change_id`) REFERENCES `task_changes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `task_change_profiles_profile` ON `task_change_profiles` (`profile_id`);--> statement-breakpoint
CREATE TABLE `task_change_rows` (
	`change_id` text NOT NULL,
	`task` text NOT NULL,
	`user_id` text NOT NULL,
	`number` integer NOT NULL,
	`from_id` text,
	`from_name` text,
	`to_id` text,
	`to_name` text,
	PRIMARY KEY(`change_id`, `task`),
	FOREIGN KEY (`change_id`) REFERENCES `task_changes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `task_change_rows_user` ON `task_change_rows` (`user_id`,`number`,`task`);--> statement-breakpoint
CREATE INDEX `task_change_rows_task` ON `task_change_rows` (`user_id`,`task`,`number`);--> statement-breakpoint
CREATE TABLE `task_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`number` integer NOT NULL,
	`author` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` text NOT NULL,
	`undone_by` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `task_changes_user` ON `task_changes` (`user_id`,`number`);