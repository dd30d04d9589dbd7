import { expect, test } from 'vitest'
import { isGuessable } from '../../../server/domain/staff/guessable.ts'

const NAMES = [
  'Шоқан Уәлиханов атындағы жекеменшік мектеп',
  'Shoqan Walikhanov School',
  'mektep-shoqan.kz',
]

test.each([
  ...[
    'aaaaaaaaaaaaaaa',
    '111111111111111',
    'ааааааааааааааа',
    '               ',
    'abababababababab',
  ],
  ...['abcabcabcabcabc', 'passwordpassword', 'horse horse horse', 'xk7Qxk7Qxk7Qxk7Q'],
  ...['123456789012345', '1234567890123456', '987654321098765', '0123456789abcdef'],
  ...[
    'qwertyuiopasdfgh',
    'QwertyUiopAsdfg',
    'poiuytrewqlkjhg',
    'qwerty123456789',
    'asdfghjkl;zxcvb',
  ],
  ...[
    'йцукенгшщзхъфыва',
    'ЙЦУКЕНГШЩЗХЪЭЖД',
    'фывапролджэячсм',
    'йцукен123456789',
    'әіңғүұқөһәіңғүұ',
  ],
  ...['abcdefghijklmnop', 'zyxwvutsrqponml', 'абвгдежзийклмно', 'аәбвгғдеёжзийкқ'],
  ...['1qaz2wsx3edc4rfv', '1q2w3e4r5t6y7u8i', 'йфяцычувскамепи', 'qazwsxedcrfvtgb'],
  ...[
    'password1234567',
    'P@ssw0rd12345678',
    'administrator123',
    'admin_admin_2026',
    'kelisim-kelisim1',
  ],
  ...[
    'Kelisim20262026',
    'құпиясөзқұпиясөз',
    'пароль123456789',
    'СекретПароль2026',
    'мектепмектеп2026',
  ],
  ...[
    'shoqanwalikhanov',
    'Шоқан Уәлиханов',
    'ШоқанМектеп12345',
    'mektepshoqan2026',
    'SchoolSchool2026',
  ],
  ...['aaaaaaabbbbbbbcccccccddddddd', 'qwertyqwerty12345', '!@#$%^&*()_+!@#$', 'p4ssw0rdp4ssw0rd'],
])('%j is guessed first', (password) => {
  expect(isGuessable(password, NAMES)).toBe(true)
})

test.each([
  ...['көктемде қар ериді', 'correct horse battery', 'correct horse battery staple'],
  ...['a long pass phrase', 'another long password', 'жаңа құпиясөз осында тұр'],
  ...['бабушка печёт пироги', 'Tr0ub4dor&3 tonight', 'x7#Kq9!vLm2@wZp4', '4f9c1e7ab82d6053'],
  ...['мектеп алдында үш қайың', 'snow melts in spring', 'үйдегі ақ мысық ұйықтап жатыр'],
])('%j is not', (password) => {
  expect(isGuessable(password, NAMES)).toBe(false)
})

test('the longest password is judged without a long wait', () => {
  for (const unit of ['a', 'ab1', '12345678', 'qwerty-', 'x9!k'])
    expect(isGuessable(unit.repeat(128).slice(0, 128), NAMES)).toBe(true)
})
