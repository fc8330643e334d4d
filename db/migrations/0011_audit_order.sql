-- The key is the order of the list, so that no index of its own is needed for it.
CREATE TABLE `__new_audit_events` (
	`id` text NOT NULL,
	`created_at` text NOT NULL,
	`actor` text NOT NULL,
	`key_id` text,
	`address` text,
	`request_id` text,
	`action` text NOT NULL,
	`target` text NOT NULL,
	`before` text,
	`after` text,
	PRIMARY KEY(`created_at`, `id`)
);
--> statement-breakpoint
INSERT INTO `__new_audit_events`("id", "created_at", "actor", "key_id", "address", "request_id", "action", "target", "before", "after") SELECT "id", "created_at", "actor", "key_id", "address", "request_id", "action", "target", "before", "after" FROM `audit_events`;--> statement-breakpoint
DROP TABLE `audit_events`;--> statement-breakpoint
ALTER TABLE `__new_audit_events` RENAME TO `audit_events`;--> statement-breakpoint
CREATE INDEX `audit_events_actor` ON `audit_events` (`actor`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_action` ON `audit_events` (`action`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_target` ON `audit_events` (`target`,`created_at`,`id`);--> statement-breakpoint
-- The trigger of 0006, which went with the table.
CREATE TRIGGER `audit_events_unchanged` BEFORE UPDATE ON `audit_events`
BEGIN
  SELECT RAISE(ABORT, 'events of the audit cannot be changed');
END;
