CREATE TABLE `bounds` (
	`id` text PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`task` text NOT NULL,
	`limit` text NOT NULL,
	`set_by` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`set_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bounds_of` ON `bounds` (`path`,`task`);