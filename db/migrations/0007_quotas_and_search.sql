DROP INDEX `model_profiles_by_updated`;--> statement-breakpoint
DROP INDEX `model_profiles_base`;--> statement-breakpoint
ALTER TABLE `model_profiles` ADD `description_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `model_profiles_by_updated` ON `model_profiles` (`user_id`,`updated_at`,`id`,octet_length("name") + octet_length("description") + octet_length("parameters") + octet_length("system_prompt") + CASE WHEN "image_settings" IS NULL THEN 0 ELSE octet_length("image_settings") END);--> statement-breakpoint
CREATE INDEX `model_profiles_base` ON `model_profiles` (`base_profile_id`,`user_id`);--> statement-breakpoint
DROP INDEX `api_keys_owner`;--> statement-breakpoint
CREATE INDEX `api_keys_owner` ON `api_keys` (`user_id`,`created_at`,`id`) WHERE "api_keys"."revoked_at" is null;