ALTER TABLE `api_keys` ADD `caller_parameters` text DEFAULT 'win' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `system_prompt` text DEFAULT 'prepend' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `models` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `max_parallel` integer;