CREATE TABLE `engines` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`address` text NOT NULL,
	`key` text,
	`models` text NOT NULL,
	`adds_models` integer NOT NULL,
	`priority` integer NOT NULL,
	`max_parallel` integer NOT NULL,
	`local` integer NOT NULL,
	`flags` text NOT NULL,
	`enabled` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `engines_name_key_unique` ON `engines` (`name_key`);--> statement-breakpoint
-- Sources become engines under their ids; what was reachable before may be local, and their order stays.
INSERT INTO `engines`(`id`, `kind`, `name`, `name_key`, `address`, `key`, `models`, `adds_models`, `priority`, `max_parallel`, `local`, `flags`, `enabled`, `created_at`, `updated_at`)
SELECT `id`, CASE `kind` WHEN 'openai' THEN 'openai_compatible' ELSE `kind` END, `provider`, `provider_key`, `address`, `token`, '"*"', 1, 100, 4, 1, '[]', `enabled`, `created_at`, `updated_at` FROM `catalog_sources`;--> statement-breakpoint
DROP TABLE `catalog_sources`;