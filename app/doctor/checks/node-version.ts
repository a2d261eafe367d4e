import { ill, well, words, type Check, type Here } from '../check.ts';

const least = 24;

export const nodeVersion: Check<Here> = {
  id: 'node',
  name: words('Node 版本', 'Node version'),
  look({ machine: { node } }) {
    if (Number(node.split('.')[0]) >= least) return [well(`正在使用 Node ${node}`, `Node ${node} runs it`)];
    return [
      ill(
        'wrong',
        words(`正在使用 Node ${node}，需要 ${least} 或更高`, `Node ${node} runs it; ${least} or newer is needed`),
        words(
          '再运行一次 npm ci，用 npm start 启动：它自带 Node 24。',
          'Run npm ci once more and start with npm start: Node 24 comes with it.',
        ),
      ),
    ];
  },
};
