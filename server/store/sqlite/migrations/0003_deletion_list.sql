CREATE TABLE `deletion_list` (
	`database_id` text PRIMARY KEY NOT NULL,
	`line_count` integer NOT NULL,
	`byte_count` integer NOT NULL,
	`chain` text NOT NULL,
	`place` text,
	`database_file` text
);
