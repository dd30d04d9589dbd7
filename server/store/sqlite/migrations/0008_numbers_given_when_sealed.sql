-- By hand: drizzle-kit takes a column that is renamed for a new one, and writes neither rows nor triggers.
-- `arrival` is the order of writing, which was the sequence number until now; `seq` is the place in the chain, given with a checkpoint.
DROP TRIGGER `consent_events_no_update`;--> statement-breakpoint
DROP TRIGGER `consent_events_no_delete`;--> statement-breakpoint
DROP TRIGGER `register_entries_no_update`;--> statement-breakpoint
ALTER TABLE `consent_events` RENAME COLUMN `seq` TO `arrival`;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `seq` integer;--> statement-breakpoint
ALTER TABLE `consent_events` ADD `after_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `register_entries` RENAME COLUMN `seq` TO `arrival`;--> statement-breakpoint
ALTER TABLE `register_entries` ADD `seq` integer;--> statement-breakpoint
ALTER TABLE `ledger_heads` RENAME COLUMN `event_seq` TO `event_arrival`;--> statement-breakpoint
ALTER TABLE `ledger_heads` RENAME COLUMN `entry_seq` TO `entry_arrival`;--> statement-breakpoint
UPDATE `consent_events` SET
	`seq` = iif(`arrival` <= (SELECT `last_event_seq` FROM `ledger_checkpoints` ORDER BY `number` DESC LIMIT 1), `arrival`, NULL),
	`after_id` = coalesce((SELECT earlier.`id` FROM `consent_events` AS earlier WHERE earlier.`consent_id` = `consent_events`.`consent_id` AND earlier.`arrival` < `consent_events`.`arrival` ORDER BY earlier.`arrival` DESC LIMIT 1), '');--> statement-breakpoint
-- Two events after the same one are not the server's work. Both stay, and `verify` names the second.
UPDATE `consent_events` SET `after_id` = `after_id` || ' ' || `arrival` WHERE EXISTS (SELECT 1 FROM `consent_events` AS twin WHERE twin.`consent_id` = `consent_events`.`consent_id` AND twin.`after_id` = `consent_events`.`after_id` AND twin.`arrival` < `consent_events`.`arrival`);--> statement-breakpoint
UPDATE `register_entries` SET `seq` = `arrival` WHERE `arrival` <= (SELECT `last_entry_seq` FROM `ledger_checkpoints` ORDER BY `number` DESC LIMIT 1);--> statement-breakpoint
DROP INDEX `consent_events_by_consent`;--> statement-breakpoint
CREATE UNIQUE INDEX `consent_events_by_consent` ON `consent_events` (`consent_id`,`after_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `consent_events_by_seq` ON `consent_events` (`seq`);--> statement-breakpoint
CREATE UNIQUE INDEX `register_entries_by_seq` ON `register_entries` (`seq`);--> statement-breakpoint
CREATE TRIGGER `consent_events_no_update` BEFORE UPDATE ON `consent_events` WHEN NEW.seq IS OLD.seq OR (OLD.seq IS NOT NULL AND OLD.seq <= coalesce((SELECT last_event_seq FROM ledger_checkpoints ORDER BY number DESC LIMIT 1), 0)) OR NEW.arrival IS NOT OLD.arrival OR NEW.id IS NOT OLD.id OR NEW.consent_id IS NOT OLD.consent_id OR NEW.after_id IS NOT OLD.after_id OR NEW.state IS NOT OLD.state OR NEW.purposes IS NOT OLD.purposes OR NEW.data_kinds IS NOT OLD.data_kinds OR NEW.actor IS NOT OLD.actor OR NEW.at_ms IS NOT OLD.at_ms OR NEW.commitment IS NOT OLD.commitment BEGIN SELECT RAISE(ABORT, 'consent_events is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `consent_events_no_delete` BEFORE DELETE ON `consent_events` WHEN OLD.seq IS NULL OR COALESCE((SELECT last_seq FROM pruned_events WHERE first_seq <= OLD.seq ORDER BY first_seq DESC LIMIT 1), 0) < OLD.seq BEGIN SELECT RAISE(ABORT, 'consent_events is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `register_entries_no_update` BEFORE UPDATE ON `register_entries` WHEN NEW.seq IS OLD.seq OR (OLD.seq IS NOT NULL AND OLD.seq <= coalesce((SELECT last_entry_seq FROM ledger_checkpoints ORDER BY number DESC LIMIT 1), 0)) OR NEW.arrival IS NOT OLD.arrival OR NEW.id IS NOT OLD.id OR NEW.register IS NOT OLD.register OR NEW.thread IS NOT OLD.thread OR NEW.content IS NOT OLD.content OR NEW.actor IS NOT OLD.actor OR NEW.at_ms IS NOT OLD.at_ms OR NEW.commitment IS NOT OLD.commitment BEGIN SELECT RAISE(ABORT, 'register_entries is append-only'); END;
