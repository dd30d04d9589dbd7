CREATE TABLE `ledger_heads` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_seq` integer NOT NULL,
	`entry_seq` integer NOT NULL,
	`event_hash` blob NOT NULL,
	`entry_hash` blob NOT NULL,
	`checkpoint` integer NOT NULL,
	`checkpoint_hash` blob NOT NULL,
	`sealed_event_hash` blob NOT NULL,
	`sealed_entry_hash` blob NOT NULL,
	`since_ms` integer NOT NULL,
	`since_checkpoint` integer NOT NULL,
	`is_whole` integer NOT NULL,
	`keyed_hash` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `signing_key_bindings` (
	`key_id` text PRIMARY KEY NOT NULL,
	`keyed_hash` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `deferred_erasures` (
	`ref` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`number` text NOT NULL,
	`ground` text NOT NULL,
	`at_ms` integer NOT NULL
);
