CREATE TABLE `gateway_requests` (
	`id` text NOT NULL,
	`time` text NOT NULL,
	`user_id` text NOT NULL,
	`key_id` text,
	`task` text,
	`profile_id` text,
	`revision` integer,
	`model` text,
	`engine_id` text,
	`engine` text,
	`path` text NOT NULL,
	`stream` integer NOT NULL,
	`status` integer NOT NULL,
	`code` text,
	`attempts` integer NOT NULL,
	`finish` text,
	`tokens_in` integer,
	`tokens_out` integer,
	`tokens_cached` integer,
	`tokens_reasoning` integer,
	`first_output_ms` real,
	`total_ms` real NOT NULL,
	`queue_ms` real,
	`load_ms` real,
	`context_granted` integer,
	`dropped` text NOT NULL,
	`stopped_by` text,
	PRIMARY KEY(`time`, `id`)
);
--> statement-breakpoint
CREATE INDEX `gateway_requests_user` ON `gateway_requests` (`user_id`,`time`,`id`);--> statement-breakpoint
CREATE INDEX `gateway_requests_id` ON `gateway_requests` (`id`,`user_id`);--> statement-breakpoint
CREATE TABLE `usage_expiries` (
	`name` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `usage_hours` (
	`hour` text NOT NULL,
	`user_id` text NOT NULL,
	`key_id` text NOT NULL,
	`task` text NOT NULL,
	`profile_id` text NOT NULL,
	`revision` integer NOT NULL,
	`model` text NOT NULL,
	`engine` text NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`cancelled` integer NOT NULL,
	`stopped` integer NOT NULL,
	`tokens_in` integer NOT NULL,
	`tokens_out` integer NOT NULL,
	`tokens_cached` integer NOT NULL,
	`tokens_reasoning` integer NOT NULL,
	`first_outputs` integer NOT NULL,
	`first_output_ms` real NOT NULL,
	`total_ms` real NOT NULL,
	PRIMARY KEY(`hour`, `user_id`, `key_id`, `task`, `profile_id`, `revision`, `model`, `engine`)
);
--> statement-breakpoint
CREATE INDEX `usage_hours_user` ON `usage_hours` (`user_id`,`hour`);