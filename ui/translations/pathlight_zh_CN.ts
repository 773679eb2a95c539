<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Pathlight</name>
    <message>
        <source>Finds out why a computer cannot reach the Claude API.</source>
        <translation>找出一台计算机为什么连不上 Claude API。</translation>
    </message>
    <message>
        <source>Walk to the simulated fault SCENARIO.</source>
        <translation>对模拟故障 SCENARIO 进行一次检查。</translation>
    </message>
    <message>
        <source>A saved journal (.pathlight) to open.</source>
        <translation>要打开的已保存日志（.pathlight）。</translation>
    </message>
    <message>
        <source>only one journal can be opened</source>
        <translation>一次只能打开一份日志</translation>
    </message>
    <message>
        <source>there is no practice scenario “%1”; there are: %2</source>
        <translation>没有名为“%1”的练习场景；可用的有：%2</translation>
    </message>
    <message>
        <source>&amp;New walk</source>
        <translation>新检查(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open journal…</source>
        <translation>打开日志(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a journal and &amp;play it…</source>
        <translation>打开日志并回放(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the &amp;journal…</source>
        <translation>保存日志(&amp;J)…</translation>
    </message>
    <message>
        <source>Save as &amp;PDF…</source>
        <translation>另存为 PDF(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as &amp;HTML…</source>
        <translation>另存为 HTML(&amp;H)…</translation>
    </message>
    <message>
        <source>Save as &amp;Markdown…</source>
        <translation>另存为 Markdown(&amp;M)…</translation>
    </message>
    <message>
        <source>Save as &amp;text…</source>
        <translation>另存为文本(&amp;T)…</translation>
    </message>
    <message>
        <source>Save as J&amp;SON…</source>
        <translation>另存为 JSON(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy summary</source>
        <translation>复制摘要(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Letter to IT…</source>
        <translation>给 IT 的信…(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Start ▸</source>
        <translation>开始(&amp;S) ▸</translation>
    </message>
    <message>
        <source>Step &amp;by step</source>
        <translation>逐步进行(&amp;B)</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>下一步(&amp;X)</translation>
    </message>
    <message>
        <source>R&amp;un the rest</source>
        <translation>运行其余步骤(&amp;U)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Flowchart</source>
        <translation>流程图(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Verdict</source>
        <translation>结论(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Larger type</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;maller type</source>
        <translation>缩小文字(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Normal type</source>
        <translation>正常文字(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;About Pathlight</source>
        <translation>关于 Pathlight(&amp;A)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Walk</source>
        <translation>检查(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>What is to be reached</source>
        <translation>要连接的目标</translation>
    </message>
    <message>
        <source>Walk all steps (F5)</source>
        <translation>检查所有步骤 (F5)</translation>
    </message>
    <message>
        <source>One question at a time; Next goes on (F6)</source>
        <translation>一次只看一个问题，点“下一步”继续 (F6)</translation>
    </message>
    <message>
        <source>Let the next question be answered (F7)</source>
        <translation>回答下一个问题 (F7)</translation>
    </message>
    <message>
        <source>Stop the walk; what was measured stays (Shift+F5)</source>
        <translation>停止检查，已测得的结果会保留 (Shift+F5)</translation>
    </message>
    <message>
        <source>Open a journal</source>
        <translation>打开日志</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a target profile</source>
        <translation>选择目标配置文件</translation>
    </message>
    <message>
        <source>Target profiles (*.json)</source>
        <translation>目标配置文件 (*.json)</translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation>选择 PEM 文件</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>证书 (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>About Pathlight</source>
        <translation>关于 Pathlight</translation>
    </message>
    <message>
        <source>Pathlight %1</source>
        <translation>Pathlight %1</translation>
    </message>
    <message>
        <source>Finds out why a computer cannot reach the Claude API.

Free software under the GNU General Public License, version 3 or later. Built with Qt %1.</source>
        <translation>找出一台计算机为什么连不上 Claude API。

自由软件，采用 GNU 通用公共许可证第 3 版或更新版本。使用 Qt %1 构建。</translation>
    </message>
    <message>
        <source>Practice: this is a simulated fault, not a measurement of a network.</source>
        <translation>练习：这是模拟的故障，并非对网络的测量。</translation>
    </message>
    <message>
        <source>Result: %1. Whose: %2. Confidence: %3. Help code: %4.</source>
        <translation>结果：%1。问题所在：%2。可信度：%3。帮助代码：%4。</translation>
    </message>
    <message>
        <source>Tested: %1, %2, with Pathlight %3.</source>
        <translation>检查对象：%1，时间：%2，Pathlight 版本：%3。</translation>
    </message>
    <message>
        <source>Any https address…</source>
        <translation>任意 https 地址…</translation>
    </message>
    <message>
        <source>A profile from a file…</source>
        <translation>从文件读取配置…</translation>
    </message>
    <message>
        <source>The summary is on the clipboard.</source>
        <translation>摘要已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The letter is on the clipboard.</source>
        <translation>信件已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>%1 is damaged at line %2: what stands before it is shown.</source>
        <translation>%1 在第 %2 行损坏：显示的是此行之前的内容。</translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation>尚未选择目标</translation>
    </message>
    <message>
        <source>Target: %1</source>
        <translation>目标：%1</translation>
    </message>
    <message>
        <source>Pathlight – %1</source>
        <translation>Pathlight – %1</translation>
    </message>
    <message>
        <source>Practice: %1</source>
        <translation>练习：%1</translation>
    </message>
    <message>
        <source>The walk was stopped.</source>
        <translation>检查已停止。</translation>
    </message>
    <message>
        <source>The walk has ended.</source>
        <translation>检查已结束。</translation>
    </message>
    <message>
        <source>Waiting for you: Next goes on.</source>
        <translation>等待您操作：点“下一步”继续。</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>%1 of %2 steps have ended</source>
        <translation>已完成 %1 / %2 个步骤</translation>
    </message>
    <message>
        <source>Prox&amp;y:</source>
        <translation>代理(&amp;Y)：</translation>
    </message>
    <message>
        <source>Also trust these &amp;authorities:</source>
        <translation>另外信任的证书颁发机构(&amp;A)：</translation>
    </message>
    <message>
        <source>Co&amp;mpare with resolvers:</source>
        <translation>用于对比的解析器(&amp;M)：</translation>
    </message>
    <message>
        <source>Re&amp;quests in the stability step:</source>
        <translation>稳定性步骤的请求数(&amp;Q)：</translation>
    </message>
    <message>
        <source>Fetch a missing &amp;intermediate certificate</source>
        <translation>下载缺少的中间证书(&amp;I)</translation>
    </message>
    <message>
        <source>Over plain HTTP, from where the server's certificate names it. Its authority then sees who asks.</source>
        <translation>通过普通 HTTP，从服务器证书指明的地址下载。证书机构会因此看到是谁在请求。</translation>
    </message>
    <message>
        <source>Beside a pro&amp;xy, try the direct way too</source>
        <translation>使用代理时也尝试直连(&amp;X)</translation>
    </message>
    <message>
        <source>Once, without a key, and only beside a proxy that the settings name. The firewall may note it.</source>
        <translation>只试一次，不发送密钥，且仅在系统或环境的设置指定了代理时进行。防火墙可能会记录这次尝试。</translation>
    </message>
    <message>
        <source>Where a client is set to an address or a proxy of its own: one request there without a key, or two.</source>
        <translation>如果某个客户端的设置指向自己的地址或代理：向那里发送一两个不带密钥的请求。</translation>
    </message>
    <message>
        <source>Where the settings lead through a proxy: %1 once directly too, without a key, to compare both ways.</source>
        <translation>如果设置指定了代理：另外直接连接 %1 一次，不发送密钥，以便比较两条线路。</translation>
    </message>
    <message>
        <source>Ask which TLS versions and &amp;ciphers are taken</source>
        <translation>询问对方接受哪些 TLS 版本和加密套件(&amp;C)</translation>
    </message>
    <message>
        <source>Makes a few more connections to the target.</source>
        <translation>会与目标多建立几个连接。</translation>
    </message>
    <message>
        <source>Send requests of growing si&amp;ze</source>
        <translation>发送逐渐增大的请求(&amp;Z)</translation>
    </message>
    <message>
        <source>From 1 KB to 1 MB, to find who on the way takes no large one. They ask for nothing that costs.</source>
        <translation>从 1 KB 到 1 MB，找出途中谁不接受大的请求。这些请求不会产生费用。</translation>
    </message>
    <message>
        <source>Also ask over HTTP/&amp;2</source>
        <translation>也通过 HTTP/2 询问(&amp;2)</translation>
    </message>
    <message>
        <source>Without a key, and again where it fails. Some networks break one version of HTTP only, and clients differ in which they speak.</source>
        <translation>不带密钥，失败时再试一次。有些网络只会破坏 HTTP 的某一个版本，而各客户端使用的版本不尽相同。</translation>
    </message>
    <message>
        <source>%1: one request without a key, only where the service itself is at fault.</source>
        <translation>%1：一次不带密钥的请求，仅在服务本身有故障时。</translation>
    </message>
    <message>
        <source>%1: up to six messages of 1 KB to 1 MB, each to a model that does not exist.</source>
        <translation>%1：最多六条 1 KB 到 1 MB 的消息，每条都发给不存在的模型。</translation>
    </message>
    <message>
        <source>%1: up to three requests more, without a key, two of them over HTTP/2.</source>
        <translation>%1：最多再发三个不带密钥的请求，其中两个通过 HTTP/2。</translation>
    </message>
    <message>
        <source>%1: with the key, a message that asks for a streamed answer of a few tokens, at most twice.</source>
        <translation>%1：带密钥，发一条请求流式应答的消息（只有几个 token），最多两次。</translation>
    </message>
    <message>
        <source>%1: that message up to three times more, two of them over HTTP/2.</source>
        <translation>%1：该消息最多再发三次，其中两次通过 HTTP/2。</translation>
    </message>
    <message>
        <source>Other addresses that they give for %1: a TLS handshake, only where their answers disagree.</source>
        <translation>它们为 %1 给出的其他地址：仅在应答不一致时，进行一次 TLS 握手。</translation>
    </message>
    <message>
        <source>Where the server's certificate names its issuer's: one plain request, only where that is missing.</source>
        <translation>服务器证书指明的颁发者证书所在地址：仅在缺少该证书时，发送一次明文请求。</translation>
    </message>
    <message>
        <source>API &amp;key:</source>
        <translation>API 密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>As the clients do (variables, else the system)</source>
        <translation>与客户端一致（先看环境变量，再看系统设置）</translation>
    </message>
    <message>
        <source>The system&apos;s settings</source>
        <translation>系统设置</translation>
    </message>
    <message>
        <source>The environment variables</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>None, go direct</source>
        <translation>不使用代理，直接连接</translation>
    </message>
    <message>
        <source>This one:</source>
        <translation>使用指定代理：</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>代理地址</translation>
    </message>
    <message>
        <source>a PEM file, for a company&apos;s own authority</source>
        <translation>PEM 文件，用于公司自己的证书颁发机构</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>optional; kept in memory only, never stored</source>
        <translation>可选；只保存在内存中，绝不存盘</translation>
    </message>
    <message>
        <source>No keychain of the system answers. Start one (GNOME Keyring or KWallet) and try again. A key typed here works until the window is closed.</source>
        <translation>没有系统密钥环响应。请启动一个（GNOME Keyring 或 KWallet）后重试。在此输入的密钥在窗口关闭前有效。</translation>
    </message>
    <message>
        <source>The system&apos;s keychain showed no key for this target: it is gone, or the keychain stayed locked. Unlock it, or type the key again.</source>
        <translation>系统密钥环没有给出用于此目标的密钥：它已不在，或者密钥环仍处于锁定状态。请解锁密钥环，或重新输入密钥。</translation>
    </message>
    <message>
        <source>The system&apos;s keychain is locked or did not let Pathlight in. Unlock it and try again. A key typed here works until the window is closed.</source>
        <translation>系统密钥环已锁定，或未允许 Pathlight 访问。请解锁后重试。在此输入的密钥在窗口关闭前有效。</translation>
    </message>
    <message>
        <source>Remember i&amp;n the system&apos;s keychain</source>
        <translation>记住，存入系统密钥环(&amp;N)</translation>
    </message>
    <message>
        <source>The key is then kept there, for this target alone, and nowhere else.</source>
        <translation>密钥只保存在系统密钥环中，只用于此目标，不会存放在其他地方。</translation>
    </message>
    <message>
        <source>Forg&amp;et</source>
        <translation>忘记(&amp;E)</translation>
    </message>
    <message>
        <source>Forget the key in the system&apos;s keychain</source>
        <translation>忘记系统密钥环中的密钥</translation>
    </message>
    <message>
        <source>(kept in the system&apos;s keychain)</source>
        <translation>（保存在系统密钥环中）</translation>
    </message>
    <message>
        <source>optional; goes into the system&apos;s keychain</source>
        <translation>可选；将存入系统密钥环</translation>
    </message>
    <message>
        <source>The system&apos;s keychain is asked for the key, and may ask you to unlock it. Start again to go without the key.</source>
        <translation>正在向系统密钥环读取密钥，它可能会要求您解锁。再次点击“开始”则不使用密钥。</translation>
    </message>
    <message>
        <source>The key is kept in the system&apos;s keychain, for %1 alone.</source>
        <translation>密钥已保存在系统密钥环中，只用于 %1。</translation>
    </message>
    <message>
        <source>The key was not kept.</source>
        <translation>密钥没有保存。</translation>
    </message>
    <message>
        <source>The key is being removed from the system&apos;s keychain…</source>
        <translation>正在从系统密钥环中删除密钥…</translation>
    </message>
    <message>
        <source>The key was removed from the system&apos;s keychain.</source>
        <translation>密钥已从系统密钥环中删除。</translation>
    </message>
    <message>
        <source>The system&apos;s keychain showed no key to remove: it is gone, or the keychain stayed locked. Unlock it and press Forget to be sure.</source>
        <translation>系统密钥环中没有可删除的密钥：它已不在，或者密钥环仍处于锁定状态。为确保删除，请解锁后点击“忘记”。</translation>
    </message>
    <message>
        <source>The key could not be removed: the system&apos;s keychain is locked or does not answer. Unlock or start it, and press Forget again.</source>
        <translation>密钥未能删除：系统密钥环已锁定或没有响应。请解锁或启动它，然后再次点击“忘记”。</translation>
    </message>
    <message>
        <source>This walk goes without the key.</source>
        <translation>本次诊断不使用密钥。</translation>
    </message>
    <message>
        <source>The proxy must be written like http://proxy.example.com:3128 (http, https, socks5 or socks5h).</source>
        <translation>代理地址的写法应类似 http://proxy.example.com:3128（http、https、socks5 或 socks5h）。</translation>
    </message>
    <message>
        <source>A proxy&apos;s password cannot be given here, for it would stand in the journal.</source>
        <translation>此处不能填写代理密码，否则它会写进日志。</translation>
    </message>
    <message>
        <source>The file of authorities cannot be read: %1</source>
        <translation>无法读取证书颁发机构文件：%1</translation>
    </message>
    <message>
        <source>The file of authorities holds no certificate in PEM form.</source>
        <translation>证书颁发机构文件中没有 PEM 格式的证书。</translation>
    </message>
    <message>
        <source>“%1” is not the IP address of a resolver.</source>
        <translation>“%1”不是解析器的 IP 地址。</translation>
    </message>
    <message>
        <source>At most eight resolvers can be compared.</source>
        <translation>最多可以对比八个解析器。</translation>
    </message>
    <message>
        <source>The API key holds a character that no key has.</source>
        <translation>API 密钥中含有不可能出现的字符。</translation>
    </message>
    <message>
        <source>%1, port %2: connections, a TLS handshake, one request “%3”, and %4 more to see how steady it is, each repeated at most three times where it fails.</source>
        <translation>%1，端口 %2：建立连接、TLS 握手、一次“%3”请求；再发送 %4 次请求以观察稳定性，每次失败时最多重试三次。</translation>
    </message>
    <message>
        <source>%1: also “GET %2”, for the country it sees.</source>
        <translation>%1：另有一次“GET %2”，用来查看它识别到的国家或地区。</translation>
    </message>
    <message>
        <source>Your API key goes to %1 alone, over the verified connection.</source>
        <translation>您的 API 密钥只会通过已验证的连接发送给 %1。</translation>
    </message>
    <message>
        <source>No key and no account is used: the API&apos;s “401” is answer enough.</source>
        <translation>不使用密钥，也不使用账户：API 返回“401”就足以说明问题。</translation>
    </message>
    <message>
        <source>This computer&apos;s name servers: the question for %1.</source>
        <translation>本机的域名服务器：查询 %1。</translation>
    </message>
    <message>
        <source>This computer&apos;s name servers, and %2: the question for %1.</source>
        <translation>本机的域名服务器以及 %2：查询 %1。</translation>
    </message>
    <message>
        <source>%1: one plain request each, to see whether the internet answers.</source>
        <translation>%1：各一次明文请求，看互联网是否有响应。</translation>
    </message>
    <message>
        <source>%1: a TLS handshake to compare with, only where the target&apos;s own fails.</source>
        <translation>%1：仅在与目标的 TLS 握手失败时，用一次 TLS 握手作对比。</translation>
    </message>
    <message>
        <source>The routers on the way: connection attempts that go only so far and, where those meet silence, small UDP and ICMP packets. This computer&apos;s name server is asked for the routers&apos; names.</source>
        <translation>沿途的路由器：只走到一定距离的连接尝试；得不到应答时再用小的 UDP 和 ICMP 数据包。并向本机的域名服务器询问这些路由器的名称。</translation>
    </message>
    <message>
        <source>Nothing else, and no telemetry. Results stay on this computer until you send them.</source>
        <translation>除此之外没有任何连接，也没有遥测。在您主动发送之前，结果只留在本机。</translation>
    </message>
    <message>
        <source>Simulated faults</source>
        <translation>模拟故障</translation>
    </message>
    <message>
        <source>Prac&amp;tise</source>
        <translation>练习(&amp;T)</translation>
    </message>
    <message>
        <source>Recent walks</source>
        <translation>最近的检查</translation>
    </message>
    <message>
        <source>It is listed here as soon as there is a target.</source>
        <translation>选定目标后，会在这里列出。</translation>
    </message>
    <message>
        <source>Why can this computer not reach the Claude API?</source>
        <translation>这台计算机为什么连不上 Claude API？</translation>
    </message>
    <message>
        <source>Pathlight walks from this computer to the API, one question at a time, and says what is broken, whose it is, and what to do next. It takes a few seconds.</source>
        <translation>Pathlight 从本机出发，逐个问题检查到 API，告诉您哪里出了故障、问题在谁那里、接下来该怎么做。只需几秒钟。</translation>
    </message>
    <message>
        <source>&amp;Open a journal…</source>
        <translation>打开日志(&amp;O)…</translation>
    </message>
    <message>
        <source>A&amp;dvanced</source>
        <translation>高级(&amp;D)</translation>
    </message>
    <message>
        <source>What will be contacted, and what is sent</source>
        <translation>会连接哪里，会发送什么</translation>
    </message>
    <message>
        <source>None yet. Every walk is kept on this computer, the last fifty of them.</source>
        <translation>还没有。每次检查都保存在本机，最多保留最近五十次。</translation>
    </message>
    <message>
        <source>Practise on a simulated fault</source>
        <translation>用模拟故障练习</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>About this question</source>
        <translation>关于这个问题</translation>
    </message>
    <message>
        <source>What should be reached?</source>
        <translation>要连接的目标是什么？</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Profile: %1</source>
        <translation>配置：%1</translation>
    </message>
    <message>
        <source>Address to reach, beginning with https://</source>
        <translation>要连接的地址，以 https:// 开头</translation>
    </message>
    <message>
        <source>Choose a &amp;profile…</source>
        <translation>选择配置文件(&amp;P)…</translation>
    </message>
    <message>
        <source>Enter the address to reach, beginning with https://</source>
        <translation>请输入要连接的地址，以 https:// 开头</translation>
    </message>
    <message>
        <source>This is no address that can be reached by https: write it like https://gateway.example.com, without a user name.</source>
        <translation>这不是可以用 https 访问的地址：写法应类似 https://gateway.example.com，且不含用户名。</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>问题所在</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Help code</source>
        <translation>帮助代码</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Test &amp;again</source>
        <translation>重新检查(&amp;A)</translation>
    </message>
    <message>
        <source>Show the &amp;measurements</source>
        <translation>查看测量结果(&amp;M)</translation>
    </message>
    <message>
        <source>What to do first</source>
        <translation>首先做什么</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>会发生什么</translation>
    </message>
    <message>
        <source>How you recognise it</source>
        <translation>如何识别</translation>
    </message>
    <message>
        <source>On a real network</source>
        <translation>在真实网络中</translation>
    </message>
    <message>
        <source>What the simulated fault teaches</source>
        <translation>模拟故障的说明</translation>
    </message>
    <message>
        <source>What you practised</source>
        <translation>本次练习的内容</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>这意味着什么</translation>
    </message>
    <message>
        <source>It could also be</source>
        <translation>也可能是</translation>
    </message>
    <message>
        <source>There is no verdict yet: it comes as soon as the measurements allow one.</source>
        <translation>还没有结论：一旦测量结果足够，就会给出结论。</translation>
    </message>
    <message>
        <source>So far. The walk is still going on and may change this.</source>
        <translation>目前的结论。检查仍在进行，结论可能会变。</translation>
    </message>
    <message>
        <source>The walk was stopped: this rests on what was done until then.</source>
        <translation>检查被停止：结论仅基于停止之前的结果。</translation>
    </message>
    <message>
        <source>The time for the walk ran out: this rests on what was done in it.</source>
        <translation>检查的时限已到：结论仅基于时限内的结果。</translation>
    </message>
    <message>
        <source>The journal breaks off: this rests on what it holds.</source>
        <translation>日志中途中断：结论仅基于其中已有的内容。</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1（%2%）</translation>
    </message>
    <message>
        <source>%1 (%2, %3 %)</source>
        <translation>%1（%2，%3%）</translation>
    </message>
    <message>
        <source>There is no practice scenario called “%1”.</source>
        <translation>没有名为“%1”的练习场景。</translation>
    </message>
    <message>
        <source>The practice endpoint could not be opened: %1</source>
        <translation>无法打开练习用的服务端：%1</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>The folder for saved walks cannot be made: %1</source>
        <translation>无法创建保存检查的文件夹：%1</translation>
    </message>
    <message>
        <source>This walk is not being saved: %1</source>
        <translation>本次检查未能保存：%1</translation>
    </message>
    <message>
        <source>This walk is no longer being saved: %1</source>
        <translation>本次检查已无法继续保存：%1</translation>
    </message>
    <message>
        <source>Practice: a simulated fault on this computer (%1). It says nothing about your network.</source>
        <translation>练习：这是本机上的模拟故障（%1），与您的网络无关。</translation>
    </message>
    <message>
        <source>A saved walk of %1, from %2. Nothing is being measured now.</source>
        <translation>这是 %1 的一次已保存的检查，来自 %2。现在没有进行任何测量。</translation>
    </message>
    <message>
        <source>Next question: %1</source>
        <translation>下一个问题：%1</translation>
    </message>
    <message>
        <source>The question is being answered…</source>
        <translation>正在回答这个问题…</translation>
    </message>
    <message>
        <source>Ne&amp;xt ▸</source>
        <translation>下一步(&amp;X) ▸</translation>
    </message>
    <message>
        <source>Flowchart, small</source>
        <translation>流程图（小）</translation>
    </message>
    <message>
        <source>Flowchart</source>
        <translation>流程图</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>This is longer than 64 KiB. Paste the lines around the error alone.</source>
        <translation>内容超过 64 KiB。请只粘贴报错附近的几行。</translation>
    </message>
    <message>
        <source>Pathlight does not know this message. The walk finds out what is wrong all the same.</source>
        <translation>Pathlight 不认识这条报错，但检查照样能找出问题。</translation>
    </message>
    <message>
        <source>It speaks of: %1. It can come from: %2.</source>
        <translation>它涉及：%1。可能的原因：%2。</translation>
    </message>
    <message>
        <source>What does the c&amp;lient say? (optional)</source>
        <translation>客户端显示了什么？（可选）(&amp;L)</translation>
    </message>
    <message>
        <source>Paste the error message here, for example “Connection error.” or “fetch failed”</source>
        <translation>把报错粘贴到这里，例如“Connection error.”或“fetch failed”</translation>
    </message>
    <message>
        <source>The client's error message</source>
        <translation>客户端的报错信息</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>测量到了什么</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>代码：%1</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>如何解决</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Position in the journal</source>
        <translation>在日志中的位置</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>到结尾(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>as good as certain</source>
        <translation>几乎可以肯定</translation>
    </message>
    <message>
        <source>very likely</source>
        <translation>很有可能</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>有可能</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>不排除</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>仅为猜测</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <extracomment>How a day and a time are written; the letters are those of QLocale::toString().</extracomment>
        <translation>yyyy年M月d日 HH:mm</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of %1</source>
        <translation>%1 的详情</translation>
    </message>
    <message>
        <source>Where %1 gets its settings</source>
        <translation>%1 的设置位置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pathlight journals (*.pathlight *.jsonl)</source>
        <translation>Pathlight 日志 (*.pathlight *.jsonl)</translation>
    </message>
    <message>
        <source>Save the outages</source>
        <translation>保存中断列表</translation>
    </message>
    <message>
        <source>Still watching</source>
        <translation>仍在监测</translation>
    </message>
    <message>
        <source>Something is being watched. It ends with the window; what was seen is kept.</source>
        <translation>正在监测。关闭窗口会结束监测，已有的记录会保留。</translation>
    </message>
    <message>
        <source>&amp;Keep watching</source>
        <translation>继续监测(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>停止并关闭(&amp;S)</translation>
    </message>
    <message>
        <source>Something is being watched now. Stop it before you open a saved watch.</source>
        <translation>正在监测。请先停止，再打开已保存的监测记录。</translation>
    </message>
    <message>
        <source>No walk of this outage is kept.</source>
        <translation>没有保留这次中断的检查。</translation>
    </message>
    <message>
        <source>the outage of %1</source>
        <translation>%1 的中断</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>正在监测</translation>
    </message>
    <message>
        <source>Watching: %1</source>
        <translation>正在监测：%1</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>Between the names of a list.</extracomment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 of %2 targets cannot be reached: %3</source>
        <translation>%2 个目标中有 %1 个无法连接：%3</translation>
    </message>
    <message>
        <source>A request failed: %1. The next one tells whether it is an outage.</source>
        <translation>有一次请求失败：%1。下一次请求会表明这是否为中断。</translation>
    </message>
    <message>
        <source>Getting ready: before the first request a walk looks at the way.</source>
        <translation>正在准备：发送第一次请求之前，先做一次检查了解线路。</translation>
    </message>
    <message>
        <source>All is well: %1</source>
        <translation>一切正常：%1</translation>
    </message>
    <message>
        <source>Watched from %1 to %2. No outage was seen.</source>
        <translation>监测时间：%1 至 %2。没有发现中断。</translation>
    </message>
    <message>
        <source>Watched from %1 to %2. Outages: %3, together %4.</source>
        <translation>监测时间：%1 至 %2。中断次数：%3，合计时长：%4。</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm:ss</source>
        <extracomment>How a day and a time with seconds are written; the letters are those of QLocale::toString().</extracomment>
        <translation>yyyy年M月d日 HH:mm:ss</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>仍在持续</translation>
    </message>
    <message>
        <source>not seen; down at %1</source>
        <translation>未看到恢复；%1 时仍中断</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>有应答</translation>
    </message>
    <message>
        <source>a request failed</source>
        <translation>一次请求失败</translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未请求</translation>
    </message>
    <message>
        <source>Nothing is being watched.</source>
        <translation>当前没有监测任何目标。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>%1: %2 of %3 requests succeeded, %4; objective %5; outages: %6</source>
        <translation>%1：%3 次请求中成功 %2 次，成功率 %4；目标成功率 %5；中断次数：%6</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>This watch is not being saved: %1</source>
        <translation>这次监测没有保存：%1</translation>
    </message>
    <message>
        <source>The folder for saved watches cannot be made: %1</source>
        <translation>无法创建保存监测记录的文件夹：%1</translation>
    </message>
    <message>
        <source>%1: answers again</source>
        <translation>%1：已恢复应答</translation>
    </message>
    <message>
        <source>An outage has begun</source>
        <translation>出现中断</translation>
    </message>
    <message>
        <source>An outage is over</source>
        <translation>中断已结束</translation>
    </message>
    <message>
        <source>Pathlight goes on watching</source>
        <translation>Pathlight 继续监测</translation>
    </message>
    <message>
        <source>Its window is closed. The icon in the tray opens it again and stops the watch.</source>
        <translation>窗口已关闭。可通过托盘图标重新打开窗口或停止监测。</translation>
    </message>
    <message>
        <source>Open Pathlight</source>
        <translation>打开 Pathlight</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监测</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>&amp;Watch…</source>
        <translation>监测(&amp;W)…</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>监测</translation>
    </message>
    <message>
        <source>Pathlight asks at a steady pace whether the target answers, for as long as you like, and keeps the record: how often it answered, how fast, and every outage with its cause.</source>
        <translation>Pathlight 按固定间隔询问目标是否应答，时间长短由您决定，并留下记录：应答了多少次、有多快，以及每次中断及其原因。</translation>
    </message>
    <message>
        <source>S&amp;top watching</source>
        <translation>停止监测(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;New watch</source>
        <translation>新监测(&amp;N)</translation>
    </message>
    <message>
        <source>Earlier watches</source>
        <translation>以往的监测</translation>
    </message>
    <message>
        <source>Open the journal of a wat&amp;ch…</source>
        <translation>打开监测记录(&amp;C)…</translation>
    </message>
    <message>
        <source>This target is on the list already.</source>
        <translation>该目标已在列表中。</translation>
    </message>
    <message>
        <source>At most %1 targets can be watched at once.</source>
        <translation>最多同时监测 %1 个目标。</translation>
    </message>
    <message>
        <source>Put a target on the list first.</source>
        <translation>请先在列表中加入一个目标。</translation>
    </message>
    <message>
        <source>Closing the window while something is watched leaves an icon in the tray, which shows how it stands and opens the window again.</source>
        <translation>监测时关闭窗口，托盘中会保留一个图标，显示当前状态，并可重新打开窗口。</translation>
    </message>
    <message>
        <source>This desktop has no tray: there are no notifications, and the window has to stay open while something is watched. Everything else works.</source>
        <translation>此桌面没有托盘：不会有通知，监测时窗口须保持打开。其他功能均正常。</translation>
    </message>
    <message>
        <source>&amp;Add to the list</source>
        <translation>加入列表(&amp;A)</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>列表中的目标</translation>
    </message>
    <message>
        <source>Targets to watch</source>
        <translation>要监测的目标</translation>
    </message>
    <message>
        <source>Re&amp;move from the list</source>
        <translation>从列表中移除(&amp;M)</translation>
    </message>
    <message>
        <source>One request every (&amp;interval):</source>
        <translation>请求间隔(&amp;I)：</translation>
    </message>
    <message>
        <source>Seconds between two requests</source>
        <translation>两次请求之间的秒数</translation>
    </message>
    <message>
        <source>Should succeed (&amp;objective):</source>
        <translation>目标成功率(&amp;O)：</translation>
    </message>
    <message>
        <source>Objective: the share of requests that ought to succeed</source>
        <translation>目标成功率：应当成功的请求所占的比例</translation>
    </message>
    <message>
        <source>Hop</source>
        <translation>跳</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>Lost answers</source>
        <translation>丢失的应答</translation>
    </message>
    <message>
        <source>The way to %1</source>
        <translation>到 %1 的路径</translation>
    </message>
    <message>
        <source>Traces: %1, the last at %2. Changes of the way: %3.</source>
        <translation>跟踪次数：%1，最近一次在 %2。路径变化次数：%3。</translation>
    </message>
    <message>
        <source>In the outage that is on: %1</source>
        <translation>在正在进行的中断中：%1</translation>
    </message>
    <message>
        <source>In the outage of %1: %2</source>
        <translation>在 %1 开始的中断中：%2</translation>
    </message>
    <message>
        <source>Trace the wa&amp;y:</source>
        <translation>跟踪路径(&amp;Y)：</translation>
    </message>
    <message>
        <source>Trace the way</source>
        <translation>跟踪路径</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>every 30 seconds</source>
        <translation>每 30 秒</translation>
    </message>
    <message>
        <source>every minute</source>
        <translation>每分钟</translation>
    </message>
    <message>
        <source>every 5 minutes</source>
        <translation>每 5 分钟</translation>
    </message>
    <message>
        <source>every 15 minutes</source>
        <translation>每 15 分钟</translation>
    </message>
    <message>
        <source>every hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>Tells who stands on the way, where loss begins and where the way ends in an outage. One trace makes at most 60 attempts to connect, few of which get as far as the target.</source>
        <translation>说明路径上有哪些设备、丢包从何处开始，以及中断时路径止于何处。一次跟踪最多尝试连接 60 次，其中只有少数到达目标。</translation>
    </message>
    <message>
        <source>The way cannot be traced on this system.</source>
        <translation>此系统上无法跟踪路径。</translation>
    </message>
    <message>
        <source>No trace yet.</source>
        <translation>尚无跟踪结果。</translation>
    </message>
    <message>
        <source>Shown is the newest trace, made while the target is down.</source>
        <translation>所示为目标中断期间最近一次跟踪的结果。</translation>
    </message>
    <message>
        <source>Shown is what all traces come to, the target first.</source>
        <translation>所示为全部跟踪的汇总，目标在前。</translation>
    </message>
    <message>
        <source>Changes of the way</source>
        <translation>路径的变化</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Since then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Packets vanished: %1</source>
        <translation>数据包丢失：%1</translation>
    </message>
    <message>
        <source>Outages and interruptions</source>
        <translation>中断与短暂丢包</translation>
    </message>
    <message>
        <source>Te&amp;ll me when an outage begins and ends</source>
        <translation>中断开始和结束时通知我(&amp;L)</translation>
    </message>
    <message>
        <source>To each target goes one small request at a time, without a key. When one fails, a short walk finds out why. What is seen is kept on this computer, the last ten watches of it. Proxy, authorities and resolvers are those under Advanced on the start page.</source>
        <translation>每次向每个目标发送一个小请求，不带密钥。请求失败时，会用一次简短的检查找出原因。记录保存在本机，保留最近十次监测。代理、证书颁发机构和解析器沿用开始页面“高级”中的设置。</translation>
    </message>
    <message>
        <source>&amp;Start watching ▸</source>
        <translation>开始监测(&amp;S) ▸</translation>
    </message>
    <message>
        <source>Watch it for lon&amp;ger…</source>
        <translation>长时间监测(&amp;G)…</translation>
    </message>
    <message>
        <source>✓ met (%1)</source>
        <translation>✓ 达到（%1）</translation>
    </message>
    <message>
        <source>✗ missed (%1)</source>
        <translation>✗ 未达到（%1）</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The outages are on the clipboard.</source>
        <translation>中断列表已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The state is on the clipboard.</source>
        <translation>当前状态已复制到剪贴板。</translation>
    </message>
    <message>
        <source>A saved watch</source>
        <translation>已保存的监测</translation>
    </message>
    <message>
        <source>The watch has ended</source>
        <translation>监测已结束</translation>
    </message>
    <message>
        <source>Since %1, one request every %2, objective %3.</source>
        <translation>开始时间：%1，请求间隔：%2，目标成功率：%3。</translation>
    </message>
    <message>
        <source>The computer slept for %1; that does not count.</source>
        <translation>其间计算机休眠：%1，不计入。</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>Read from %1. Nothing is being measured now.</source>
        <translation>读取自 %1，当前没有进行测量。</translation>
    </message>
    <message>
        <source>Watched targets</source>
        <translation>监测的目标</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>成功次数</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>成功率</translation>
    </message>
    <message>
        <source>Last 24 h</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标成功率</translation>
    </message>
    <message>
        <source>Usually</source>
        <translation>通常</translation>
    </message>
    <message>
        <source>95 % within</source>
        <extracomment>The 95th percentile of response times.</extracomment>
        <translation>95 % 不超过</translation>
    </message>
    <message>
        <source>Outages</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>None so far. One lost request is no outage: it takes a second one, or a walk that finds the fault.</source>
        <translation>目前没有。丢失一次请求不算中断：连续两次失败，或检查找到了故障，才算中断。</translation>
    </message>
    <message>
        <source>Open the walk of this outa&amp;ge</source>
        <translation>打开这次中断的检查(&amp;G)</translation>
    </message>
    <message>
        <source>Save as &amp;CSV…</source>
        <translation>另存为 CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>Save as Mar&amp;kdown…</source>
        <translation>另存为 Markdown(&amp;K)…</translation>
    </message>
    <message>
        <source>Cop&amp;y the outages</source>
        <translation>复制中断列表(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the stat&amp;e</source>
        <translation>复制当前状态(&amp;E)</translation>
    </message>
    <message>
        <source>%1 cannot be reached since %2 (%3).</source>
        <translation>%1 自 %2 起无法连接（%3）。</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>还没有。</translation>
    </message>
    <message>
        <source>Show difference…</source>
        <translation>显示差异…</translation>
    </message>
    <message>
        <source>What would change in the file, to be written or not</source>
        <translation>文件中会有哪些更改，由你决定是否写入</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>%1 的设置</translation>
    </message>
    <message>
        <source>&amp;Write to the file</source>
        <translation>写入文件(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Undo the last change</source>
        <translation>撤销上一次更改(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>The difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>%1 would become this. Lines that begin with - go, lines that begin with + come; the values of keys and passwords are hidden.</source>
        <translation>%1 将变成这样：以 - 开头的行会去掉，以 + 开头的行会加上；密钥和密码的值不显示。</translation>
    </message>
    <message>
        <source>Letter to IT</source>
        <translation>给 IT 的信</translation>
    </message>
    <message>
        <source>The letter</source>
        <translation>信的内容</translation>
    </message>
    <message>
        <source>Language of the &amp;letter:</source>
        <translation>信的语言(&amp;L)：</translation>
    </message>
    <message>
        <source>Su&amp;bject:</source>
        <translation>主题(&amp;B)：</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存…(&amp;S)</translation>
    </message>
    <message>
        <source>Open in &amp;mail program</source>
        <translation>在邮件程序中打开(&amp;M)</translation>
    </message>
    <message>
        <source>Clos&amp;e</source>
        <translation>关闭(&amp;E)</translation>
    </message>
    <message>
        <source>No mail program could be opened. The letter is on the clipboard.</source>
        <translation>无法打开邮件程序。信在剪贴板上。</translation>
    </message>
    <message>
        <source>Save the letter</source>
        <translation>保存信件</translation>
    </message>
    <message>
        <source>Also read the variables of yo&amp;ur login shell</source>
        <translation>同时读取登录 shell 的变量(&amp;U)</translation>
    </message>
    <message>
        <source>Starts it once, as editors do; it runs your own start-up files.</source>
        <translation>像编辑器那样启动它一次；它会运行您自己的启动文件。</translation>
    </message>
    <message>
        <source>Start installed clients &amp;just once and compare</source>
        <translation>启动已安装的客户端一次并作比较(&amp;J)</translation>
    </message>
    <message>
        <source>curl, Node and Python, as they are installed here, with your own settings: one request each, without a key, to see whether they do what is predicted of them.</source>
        <translation>本机已安装的 curl、Node 和 Python，使用您自己的设置：各发一个不带密钥的请求，看它们的表现是否与预测一致。</translation>
    </message>
    <message>
        <source>%1, or where a client is set to ask instead: one request without a key by each of curl, Node and Python that is installed here.</source>
        <translation>%1，或客户端设置的其他地址：由本机已安装的 curl、Node 和 Python 各发一个不带密钥的请求。</translation>
    </message>
    <message>
        <source>Authority of this connection</source>
        <translation>该连接的证书颁发机构</translation>
    </message>
    <message>
        <source>What to know about this authority</source>
        <translation>关于该机构须知</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>保存证书</translation>
    </message>
    <message>
        <source>Save this authority's &amp;certificate…</source>
        <translation>保存该机构的证书…(&amp;C)</translation>
    </message>
</context>
</TS>
