import type { SourceAdapter } from '../../../ports/source.ts';

const sample = {
  resource: 'my-desk',
  event: 'HelloTocsin',
  environment: 'Production',
  severity: 'warning',
  status: 'open',
  text: 'A first alert',
};

const plugin = (url: string): string =>
  `import requests
from alerta.plugins import PluginBase

URL = '${url}'

def send(alert, **more):
    body = {**alert.get_body(history=False), **more}
    requests.post(URL, json=body, timeout=5).raise_for_status()

class Tocsin(PluginBase):
    def pre_receive(self, alert, **kwargs):
        return alert

    def post_receive(self, alert, **kwargs):
        send(alert)
        return alert

    def status_change(self, alert, status, text, **kwargs):
        send(alert, status=str(getattr(status, 'value', status)))`;

const packaging = `from setuptools import setup
setup(name='alerta-tocsin', version='1', py_modules=['alerta_tocsin'], install_requires=['requests'],
      entry_points={'alerta.plugins': ['tocsin = alerta_tocsin:Tocsin']})`;

export const setup: SourceAdapter['setup'] = ({ url }) => ({
  steps: {
    en: [
      `Alerta tells others by a plugin. Save this as alerta_tocsin.py:\n${plugin(url)}`,
      `and this beside it as setup.py, then run pip install . in the environment of the Alerta server:\n${packaging}`,
      "Put it last among the plugins in alertad.conf, so that what the others add is sent too, and restart Alerta:\nPLUGINS = ['reject', 'blackout', 'tocsin']",
      'For links back give the integration the address of the Alerta console as "api". An ack or blackout there is noted here, and acknowledges nothing.',
    ],
    zh: [
      `Alerta 通过插件对外通知。把下面的内容存为 alerta_tocsin.py：\n${plugin(url)}`,
      `把这份存为同目录的 setup.py，再在 Alerta 服务器的环境里执行 pip install .：\n${packaging}`,
      "在 alertad.conf 里放到插件的最后，使其他插件的改动也一并发出，然后重启 Alerta：\nPLUGINS = ['reject', 'blackout', 'tocsin']",
      '要能点回 Alerta，把接入的 api 设为 Alerta 控制台的地址。在那里的确认或屏蔽只在这里记一笔，不算认领。',
    ],
  },
  curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
});
