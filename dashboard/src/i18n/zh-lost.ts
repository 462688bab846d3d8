/** What an incident cost in sign-ups and first purchases. */
export const zhLost = {
  heading: '未发生的事',
  signups: '注册',
  firstPurchases: '首次购买',
  about: '约少 {count}',
  range: '({low} 至 {high})',
  none: '未见损失',
  most: '(至多 {high})',
  basis: '{actual} 人成功,预计 {expected} 人(过去的周数:{weeks})',
  regions: '– 同一地区;该步骤本身未受影响',
  why: {
    no_service: '没有服务被声明为此步骤。',
    not_here: '此处从未有人到过这一步。',
    no_weeks: '尚不可知:需要过去两个正常的周。',
    who: '从未来过的人无从知晓。',
    not_yet: '正在计算。',
  },
};
