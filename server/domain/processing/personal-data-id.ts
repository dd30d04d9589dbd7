/** A kind of personal data that the site collects. */
export type PersonalDataId =
  | 'name'
  | 'email'
  | 'phone'
  | 'message'
  | 'request'
  | 'ip'
  | 'browser'
  | 'visit_time'
  | 'visitor_cookie'
  | 'choice'
