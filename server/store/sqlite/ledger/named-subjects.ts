/**
 * The people whom each disclosure names: texts of its list `subjects`, of a line that is `line`, by `subject.value`. What comes
 * after `from`; conditions can be added with `and`. The migration that adds the index of disclosures reads old lines alike.
 */
export const NAMED_SUBJECTS = `register_entries as line, json_each(case when json_valid(line.content) then
    case when json_type(line.content, '$.subjects') = 'array' then line.content end end, '$.subjects') as subject
  where line.register = 'disclosures' and subject.type = 'text'`
