CREATE TABLE `kept_profiles` (
	`profile_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`since` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `kept_requests` (
	`profile_id` text NOT NULL,
	`time` text NOT NULL,
	`id` text NOT NULL,
	`record` text NOT NULL,
	`texts` text NOT NULL,
	PRIMARY KEY(`profile_id`, `time`, `id`),
	FOREIGN KEY (`profile_id`) REFERENCES `kept_profiles`(`profile_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `kept_requests_time` ON `kept_requests` (`time`);