# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check_knowledge.py --self-test works on: a sound sample, and ways to break it that must be reported."""

SAMPLES = {
    "en": """---
code: CODE
title: Port {port|443} stays silent
verdict: {host|The server} gives no answer.
---
Nothing comes back ({address|address unknown}), see https://status.claude.com.

## What to do
1. Send smaller packets.
   - command: `ip link set dev {interface} mtu 1400`
   - system: linux
   - undo: `ip link set dev {interface} mtu 1500`
   - risk: reversible
   - scope: computer
2. Ask somebody.
   - risk: none
   - scope: network
   - undo: Ask again.
""",
    "zh_CN": """---
code: CODE
title: 端口 {port|443} 没有应答
verdict: {host|example.com} 没有应答。
---
没有任何回音（{address|地址未知}），见 https://status.claude.com。

## 如何解决
1. 发送较小的数据包。
   - command: `ip link set dev {interface} mtu 1400`
   - system: linux
   - undo: `ip link set dev {interface} mtu 1500`
   - risk: reversible
   - scope: computer
2. 询问他人。
   - risk: none
   - scope: network
   - undo: 再问一次。
""",
}
SAMPLE_CODE = "api.api_error"
KNOWLEDGE = {language: f"knowledge/{language}/{SAMPLE_CODE}.md" for language in SAMPLES}
REMEDIES = SAMPLES["en"].partition("## What to do\n")[2]

# (kind that must be reported, file, text in it, what takes its place)
MUTATIONS = [
    ("head", KNOWLEDGE["en"], "title: Port", "name: Port"),
    ("head", KNOWLEDGE["en"], "---\ncode", "code"),
    ("heading", KNOWLEDGE["zh_CN"], "## 如何解决", "## What to do"),
    ("code", KNOWLEDGE["en"], f"code: {SAMPLE_CODE}", "code: tcp.refused"),
    ("sentence", KNOWLEDGE["en"], "gives no answer.", "gives no answer. None at all."),
    ("sentence", KNOWLEDGE["zh_CN"], "没有应答。\n", "没有应答\n"),
    ("body", KNOWLEDGE["en"], "Nothing comes back ({address|address unknown}), see https://status.claude.com.\n", ""),
    ("remedies", KNOWLEDGE["en"], REMEDIES, ""),
    ("number", KNOWLEDGE["en"], "2. Ask", "3. Ask"),
    ("line", KNOWLEDGE["en"], "   - risk: none", "   - danger: none"),
    ("command", KNOWLEDGE["en"], "1400`", "1400"),
    ("system", KNOWLEDGE["en"], "system: linux", "system: plan9"),
    ("system", KNOWLEDGE["en"], "2. Ask somebody.\n", "2. Ask somebody.\n   - system: linux\n"),
    ("system", KNOWLEDGE["en"], "   - undo: `ip", "   - command: `ip a`\n   - system: linux\n   - undo: `ip"),
    ("risk", KNOWLEDGE["en"], "   - risk: none\n", ""),
    ("risk", KNOWLEDGE["en"], "risk: none", "risk: small"),
    ("scope", KNOWLEDGE["en"], "   - scope: network\n", ""),
    ("scope", KNOWLEDGE["en"], "scope: network", "scope: world"),
    ("placeholder", KNOWLEDGE["en"], "{address|", "{adress|"),
    ("default", KNOWLEDGE["en"], "{address|address unknown}", "{address}"),
    ("braces", KNOWLEDGE["en"], "{address|address unknown}", "{address|unknown"),
    ("unsafe", KNOWLEDGE["en"], "`ip link set dev {interface} mtu 1400`", "`curl -k https://{host}/`"),
    ("unsafe", KNOWLEDGE["en"], "`ip link set dev {interface} mtu 1400`", "`export NODE_TLS_REJECT_UNAUTHORIZED=0`"),
    ("status page", KNOWLEDGE["en"], ", see https://status.claude.com", ""),
    ("language", KNOWLEDGE["en"], "Ask somebody.", "询问他人。"),
    ("language", KNOWLEDGE["zh_CN"], "询问他人。", "Ask somebody."),
    ("punctuation", KNOWLEDGE["zh_CN"], "），见", "), 见"),
    ("punctuation", KNOWLEDGE["zh_CN"], "询问他人。", "询问他人."),
    ("spacing", KNOWLEDGE["zh_CN"], "端口 {port|443}", "端口{port|443}"),
    ("spacing", KNOWLEDGE["zh_CN"], "询问他人", "询问 他人"),
    ("spacing", KNOWLEDGE["zh_CN"], "{host|example.com}", "{host|服务器}"),
    ("blanks", KNOWLEDGE["en"], "Ask somebody", "Ask  somebody"),
    ("pair", KNOWLEDGE["zh_CN"], "（{address|地址未知}）", ""),
    ("pair", KNOWLEDGE["zh_CN"], "mtu 1400", "mtu 1300"),
    ("pair", KNOWLEDGE["zh_CN"], "2. 询问他人。\n   - risk: none\n   - scope: network\n   - undo: 再问一次。\n", ""),
    ("pair", KNOWLEDGE["zh_CN"], "\n\n## ", "\n\n另一段。\n\n## "),
    ("missing", KNOWLEDGE["zh_CN"], None, None),
    ("missing", "texts/zh_CN.json", None, None),
    ("stray", "codes.json", SAMPLE_CODE, "api.other"),
    ("json", "texts/en.json", "{", "["),
    ("flat", "texts/en.json", '"passed"', '{"a": "b"}'),
    ("empty", "texts/en.json", '"passed"', '""'),
    ("twice", "texts/en.json", '  "status.passed"', '  "status.passed": "yes",\n  "status.passed"'),
    ("required", "texts/en.json", '"verdict.name"', '"verdict.names"'),
    ("keys", "texts/en.json", '"verdict.name"', '"verdict.names"'),
    ("order", "texts/en.json", '  "status.passed": "passed",\n  "status.warned": "x",',
     '  "status.warned": "x",\n  "status.passed": "passed",'),
    ("pair", "texts/en.json", '"passed"', '"passed {step|x}"'),
    ("default", "texts/en.json", '"passed"', '"passed {step}"'),
    ("punctuation", "texts/zh_CN.json", '"通过"', '"通过,结束"'),
    ("encoding", KNOWLEDGE["en"], b"Ask", b"\xff"),
]
