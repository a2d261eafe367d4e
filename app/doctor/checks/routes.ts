import { deadRoutes, type DeadRoute } from '../../../domain/alert/dead-routes.ts';
import { treeOf } from '../../../domain/alert/of-resources.ts';
import { allRoutes } from '../../../domain/alert/route.ts';
import { ill, well, words, type Check, type Finding, type Here } from '../check.ts';

export const routes: Check<Here> = {
  id: 'routes',
  name: words('告警路由', 'Routes'),
  look({ config: { resources } }) {
    const tree = treeOf(resources);
    const dead = deadRoutes(tree);
    const all = allRoutes(tree);
    const found = dead.map(deadFinding);
    if (all.every((node) => node.policy === null)) found.push(callsNobody);
    return found.length > 0 ? found : [well(`${all.length} 条路由都能匹配到告警`, `Alerts can reach all ${all.length} routes`)];
  },
};

const callsNobody: Finding = ill(
  'warn',
  words('没有任何路由会呼叫人', 'No route calls anybody'),
  words('在路由中写 policy: <升级策略>。', 'Write `policy: <escalation policy>` in a route.'),
);

const deadFinding = (route: DeadRoute): Finding =>
  'after' in route
    ? ill(
        'warn',
        words(
          `路由 ${route.id} 永远匹配不到：前面的 ${route.after} 已全部接走`,
          `Route ${route.id} can never match: ${route.after} before it takes everything`,
        ),
        words('把它移到前面，或给前面的路由加 continue: true。', 'Move it up, or give the one before it `continue: true`.'),
      )
    : ill(
        'warn',
        words(
          `路由 ${route.id} 永远匹配不到：${route.against.join(' 与 ')} 不可能同时成立`,
          `Route ${route.id} can never match: ${route.against.join(' and ')} cannot both hold`,
        ),
        words('删掉其中一个条件；它可能来自上级路由。', 'Take one of the two away; it may stand in a route above.'),
      );
