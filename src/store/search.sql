
-- Search by any part of a name, company, email or number: one row a contact, folded.
-- Kept without its text: phrases are found by position.
CREATE VIRTUAL TABLE contact_text USING fts5 (words, tokenize = 'trigram', content = '', contentless_delete = 1);
