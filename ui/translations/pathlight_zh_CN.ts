<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Pathlight</name>
    <message>
        <source>Finds out why a computer cannot reach the Claude API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk to the simulated fault SCENARIO.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved journal (.pathlight) to open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only one journal can be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no practice scenario “%1”; there are: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New walk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open journal…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a journal and &amp;play it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the &amp;journal…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as &amp;PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as &amp;HTML…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as &amp;Markdown…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as &amp;text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as J&amp;SON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;letter to IT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start ▸</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the &amp;rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Flowchart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Larger type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;maller type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Pathlight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Walk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk all steps (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One question at a time; Next goes on (F6)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the next question be answered (F7)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the walk; what was measured stays (Shift+F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pathlight journals (*.pathlight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a target profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target profiles (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Pathlight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pathlight %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds out why a computer cannot reach the Claude API.

Free software under the GNU General Public License, version 3 or later. Built with Qt %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice: this is a simulated fault, not a measurement of a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result: %1. Whose: %2. Confidence: %3. Help code: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tested: %1, %2, with Pathlight %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hello,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from my computer I cannot use %1 as I should. I had the connection examined with Pathlight on %2. It found:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is %1 that this is so (%2 %). Where it lies: %3. Help code: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would help:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was measured, step by step:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The full report (PDF) and the journal with every measurement can be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any https address…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A profile from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The summary is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The letter is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged at line %2: what stands before it is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No target yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pathlight – %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The walk has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for you: Next goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 steps have ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prox&amp;y:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also trust these &amp;authorities:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with &amp;resolvers:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;equests in the stability step:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API &amp;key:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the clients do (variables, else the system)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The environment variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None, go direct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This one:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PEM file, for a company&apos;s own authority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optional; kept in memory only, never stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy must be written like http://proxy.example.com:3128 (http, https, socks5 or socks5h).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proxy&apos;s password cannot be given here, for it would stand in the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of authorities cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of authorities holds no certificate in PEM form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not the IP address of a resolver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most eight resolvers can be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API key holds a character that no key has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, port %2: connections, a TLS handshake, one request “%3”, and %4 more to see how steady it is, each repeated at most three times where it fails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: also “GET %2”, for the country it sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your API key goes to %1 alone, over the verified connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key and no account is used: the API&apos;s “401” is answer enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s name servers: the question for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s name servers, and %2: the question for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: one plain request each, to see whether the internet answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: a TLS handshake to compare with, only where the target&apos;s own fails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The routers on the way: connection attempts that go only so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing else, and no telemetry. Results stay on this computer until you send them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;ractise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent walks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is listed here as soon as there is a target.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why can this computer not reach the Claude API?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pathlight walks from this computer to the API, one question at a time, and says what is broken, whose it is, and what to do next. It takes a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open a journal…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;dvanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What will be contacted, and what is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet. Every walk is kept on this computer, the last fifty of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise on a simulated fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should be reached?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address to reach, beginning with https://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a pro&amp;file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the address to reach, beginning with https://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no address that can be reached by https: write it like https://gateway.example.com, without a user name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;measurements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could also be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no verdict yet: it comes as soon as the measurements allow one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So far. The walk is still going on and may change this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The walk was stopped: this rests on what was done until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time for the walk ran out: this rests on what was done in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal breaks off: this rests on what it holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2, %3 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no practice scenario called “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The practice endpoint could not be opened: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SYN sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SYN sent again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused (RST)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a box on the way answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed by the other side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reset by the other side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for saved walks cannot be made: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This walk is not being saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This walk is no longer being saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice: a simulated fault on this computer (%1). It says nothing about your network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved walk of %1, from %2. Nothing is being measured now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next question: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question is being answered…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt ▸</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flowchart, small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flowchart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position in the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as good as certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>very likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a guess</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
