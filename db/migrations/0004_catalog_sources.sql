CREATE TABLE `catalog_reads` (
	`source` text PRIMARY KEY NOT NULL,
	`read_at` text NOT NULL,
	`digest` text,
	`report` text NOT NULL,
	`stale_since` text
);
--> statement-breakpoint
CREATE TABLE `catalog_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`provider` text NOT NULL,
	`provider_key` text NOT NULL,
	`address` text NOT NULL,
	`token` text,
	`enabled` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `catalog_sources_provider_key_unique` ON `catalog_sources` (`provider_key`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_models` (
	`id` text NOT NULL,
	`source` text DEFAULT 'file' NOT NULL,
	`entry` text NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`id`, `source`)
);
--> statement-breakpoint
INSERT INTO `__new_models`("id", "source", "entry", "updated_at") SELECT "id", "source", "entry", "updated_at" FROM `models`;--> statement-breakpoint
DROP TABLE `models`;--> statement-breakpoint
ALTER TABLE `__new_models` RENAME TO `models`;--> statement-breakpoint
PRAGMA foreign_keys=ON;