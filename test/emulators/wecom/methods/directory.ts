import { plain, refuse, type Json, type Member } from '../records.ts';
import { checkAgent } from './messages.ts';
import type { Asked, Methods } from './method.ts';

const asSeen = (member: Member): Json => ({
  userid: member.userid,
  name: member.name,
  department: member.department,
  position: '',
  mobile: member.mobile,
  email: member.email,
  biz_mail: member.email,
  status: member.active ? 1 : 4,
  enable: 1,
  isleader: 0,
  alias: '',
  main_department: member.department[0] ?? 1,
});

const seen = ({ corp }: Asked): Member[] => [...corp.members.values()].filter(({ visible }) => visible);

function one(asked: Asked, which: (member: Member) => boolean, errcode: number): Member {
  return seen(asked).find(which) ?? refuse(errcode, errcode === 60111 ? 'userid not found' : 'user not exist');
}

function departments({ rights }: Asked): Json[] {
  const all = [
    { id: 1, name: '示例证券', parentid: 0, order: 100 },
    { id: 2, name: '运维部', parentid: 1, order: 100 },
  ];
  return rights.root ? all : all.slice(1);
}

function agent(asked: Asked): Json {
  checkAgent(asked);
  const { corp, rights } = asked;
  const users = seen(asked).map(({ userid }) => ({ userid }));
  return {
    agentid: corp.agentId,
    name: corp.appName,
    square_logo_url: `${corp.origin}/face/app.svg`,
    description: '告警与值班',
    allow_userinfos: { user: rights.root ? [] : users },
    allow_partys: { partyid: [rights.root ? 1 : 2] },
    allow_tags: { tagid: [] },
    close: 0,
    redirect_domain: '',
    report_location_flag: 0,
    isreportenter: 1,
    home_url: '',
  };
}

/** Who and what there is in the corp, as far as the app sees it. */
export const directory: Methods = {
  'user/get': { verb: 'GET', run: (asked) => asSeen(userOf(asked)) },
  'user/getuserid': {
    verb: 'POST',
    run: (asked) => ({ userid: one(asked, ({ mobile }) => mobile !== '' && mobile === asked.args['mobile'], 46004).userid }),
  },
  'user/get_userid_by_email': {
    verb: 'POST',
    run: (asked) => ({ userid: one(asked, ({ email }) => email !== '' && email === asked.args['email'], 46004).userid }),
  },
  'user/simplelist': {
    verb: 'GET',
    run: (asked) => {
      const department = Number(asked.args['department_id']);
      if (!departments(asked).some(({ id }) => id === department)) refuse(60011, 'no privilege to access/modify contact/party/agent');
      const userlist = seen(asked).filter((member) => department === 1 || member.department.includes(department));
      return { userlist: userlist.map(({ userid, name, department: inside }) => ({ userid, name, department: inside })) };
    },
  },
  'user/list_id': {
    verb: 'POST',
    run: (asked) => ({
      next_cursor: '',
      dept_user: seen(asked).flatMap(({ userid, department }) => department.map((each) => ({ userid, department: each }))),
    }),
  },
  'department/list': { verb: 'GET', run: (asked) => ({ department: departments(asked) }) },
  'department/simplelist': {
    verb: 'GET',
    run: (asked) => ({ department_id: departments(asked).map(({ id, parentid, order }) => ({ id, parentid, order })) }),
  },
  'agent/get': { verb: 'GET', run: agent },
  'agent/list': {
    verb: 'GET',
    run: ({ corp, rights }) => ({
      agentlist: rights.agent ? [{ agentid: corp.agentId, name: corp.appName, square_logo_url: `${corp.origin}/face/app.svg` }] : [],
    }),
  },
  getcallbackip: { verb: 'GET', run: () => ({ ip_list: ['127.0.0.1'] }) },
  get_api_domain_ip: { verb: 'GET', run: () => ({ ip_list: ['127.0.0.1'] }) },
};

function userOf(asked: Asked): Member {
  const userid = plain(asked.args['userid']);
  if (userid === '') refuse(41009, 'missing userid');
  const member = asked.corp.member(userid);
  return one(asked, (each) => each === member, 60111);
}
