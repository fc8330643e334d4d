CREATE TABLE `deleted_profiles` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`deleted_at` text NOT NULL,
	`profile` text NOT NULL,
	`tasks` text NOT NULL,
	`children` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `deleted_profiles_user` ON `deleted_profiles` (`user_id`,`deleted_at`,`id`);--> statement-breakpoint
CREATE INDEX `deleted_profiles_at` ON `deleted_profiles` (`deleted_at`);--> statement-breakpoint
CREATE TABLE `deleted_revisions` (
	`profile_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` text NOT NULL,
	`author` text NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`profile_id`, `revision`),
	FOREIGN KEY (`profile_id`) REFERENCES `deleted_profiles`(`id`) ON UPDATE no action ON DELETE no action
);
