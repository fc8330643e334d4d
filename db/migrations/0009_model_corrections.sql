CREATE TABLE `model_corrections` (
	`model_id` text PRIMARY KEY NOT NULL,
	`task` text,
	`context_length` integer,
	`set_by` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`set_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
