"""Log samples that are lines of text: invented people, documentation addresses."""

from __future__ import annotations

SSHD = """\
Dec 31 23:59:58 render1 sshd[24200]: Accepted publickey for mina from 192.0.2.7 port 38926 ssh2: ED25519 SHA256:abc
Dec 31 23:59:59 render1 sshd[24201]: Failed password for invalid user admin from 198.51.100.9 port 4000 ssh2
Dec 31 23:59:59 render1 CRON[9]: pam_unix(cron:session): session opened for user root
Jan  1 00:00:03 render1 sshd[24202]: Accepted password for jun from 2001:db8::5 port 50022 ssh2
Jan  1 00:00:04 render1 sshd[24202]: pam_unix(sshd:session): session opened for user jun
2024-01-01T08:00:05+08:00 render1 sshd[24203]: Accepted password for lee from 203.0.113.4 port 50023 ssh2
Jan  1 00:00:06 render1 sshd[24204]: Teapot is short and stout
Jan  1 00:00:07 render1 sshd[24205]: Failed password for x from 203.0.113.4 port 1 ssh2; Accepted password for root from 192.0.2.1 port 2 ssh2
half a li"""
SFTP = """\
Mar  1 08:00:00 files sshd[100]: Accepted publickey for mina from ::ffff:192.0.2.7 port 38926 ssh2: ED25519 SHA256:abc
Mar  1 08:00:01 files sftp-server[101]: session opened for local user mina from [192.0.2.7]
Mar  1 08:00:02 files sftp-server[101]: received client version 3
Mar  1 08:00:03 files sftp-server[101]: open "/in/e1 "a".mov" flags READ mode 0666
Mar  1 08:00:09 files sftp-server[101]: close "/in/e1 "a".mov" bytes read 4096 written 0
Mar  1 08:01:00 files sftp-server[101]: close "/out/e1.tga" bytes read 0 written 77
Mar  1 08:01:01 files sftp-server[101]: remove name "/out/old.tga"
Mar  1 08:01:02 files sftp-server[101]: session closed for local user mina from [192.0.2.7]
Mar  1 08:01:02 files sftp-server[999]: close "/x" bytes read 1 written 0
Mar  1 08:01:03 files sshd[100]: pam_unix(sshd:session): session closed for user mina
Mar  1 08:02:00 files sshd-session[120]: message repeated 3 times: [ Failed password for root from 198.51.100.9 port 22 ssh2]
Mar  1 08:02:01 files sshd-session[121]: Disconnected from user jun 2001:db8::5 port 50022
"""
VSFTPD = """\
Fri Mar  1 08:00:00 2024 [pid 2] CONNECT: Client "192.0.2.9"
Fri Mar  1 08:00:01 2024 [pid 1] [mina] OK LOGIN: Client "192.0.2.9"
Fri Mar  1 08:00:02 2024 [pid 1] [x] OK LOGIN: Client "192.0.2.1"] FAIL LOGIN: Client "::ffff:198.51.100.9"
Fri Mar  1 08:00:03 2024 [pid 1] [y] OK DELETE: Client "192.0.2.1", "/a] FAIL LOGIN: Client "198.51.100.9"
Fri Mar  1 08:00:05 2024 [pid 3] [mina] OK UPLOAD: Client "192.0.2.9", "/in/a "1".png", 1884 bytes, 41264.44Kbyte/sec
Fri Mar  1 08:00:06 2024 [pid 3] [mina] FAIL DOWNLOAD: Client "192.0.2.9", "/in/b*", 0.00Kbyte/sec
Fri Mar  1 08:00:07 2024 [pid 3] [mina] OK DELETE: Client "192.0.2.9", "/in/c.png"
Fri Mar  1 08:00:08 2024 [pid 3] [mina] OK MK"""
XFERLOG = """\
Fri Mar  1 08:00:05 2024 1 192.0.2.9 1884 /in/a 1.png b _ i r mina ftp 0 * c
Fri Mar  1 08:00:06 2024 12 files.example.net 99 /out/b.mov b _ o r jun ftp 0 * i
Fri Mar  1 08:00:07 2024 1 2001:db8::5 0 /out/c.mov b _ d a guest@ ftp 0 * c
"""
PERFORCE = """\
2024/03/01 08:00:00 mina@ws1 192.0.2.7 sync //depot/e01/rig file.ma#3
2024/03/01 08:00:01 jun@ws2 10.0.0.3/192.0.2.8 print //depot/e01/layout.ma#1
2024/03/01 08:00:02 jun@ws2 192.0.2.8 verify //depot/e01/layout.ma#1
2024/03/01 08:00:03 half
"""
WEB = """\
192.0.2.7 - - [01/Mar/2024:08:00:00 +0000] "GET /e01/cut012.mov HTTP/1.1" 200 4096 "-" "curl/8.5"
192.0.2.8 - jun [01/Mar/2024:17:00:01 +0900] "PUT /in/a b.tga HTTP/2.0" 201 0 "https://x.example/" "Mozilla/5.0" "203.0.113.5, 10.0.0.2"
files.example:443 2001:db8::7 - mina park [01/Mar/2024:08:00:02 +0000] "GET /x?<a href="y"> HTTP/1.0" 404 1164
192.0.2.9 - lee [01/Mar/2024:08:00:03 +0000] "GET / HTTP/1.1" 401 381 "-" "Mozilla/5.0"
192.0.2.9 - - [01/Mar/2024:08:00:04 +0000] "\\x16\\x03\\x01" 400 150 "-" "-"
192.0.2.9 - x [01/Mar/2024:08:00:00 +0000] \\x22GET /forged HTTP/1.1\\x22 200 1 [01/Mar/2024:08:00:05 +0000] "GET /real HTTP/1.1" 200 5 "-" "a"
192.0.2.9 - - [01/Mar/20"""
ASPERA = """\
Mar  1 08:00:00 src-3 ascp[21736]: LOG FASP Session Start uuid=029c op=recv status=started source=a.mov dest=/in source_prefix=- local=10.0.0.1:33001 peer=192.0.2.7:52001 tcp_port=22 os="Linux" peeros="macOS 14"
Mar  1 08:00:00 src-3 ascp[21736]: LOG FASP Session Params uuid=029c userid=0 user="mina" targetrate=300000000
Mar  1 08:00:07 src-3 ascp[21736]: LOG FASP Transfer Stop uuid=029c op=recv status=success file="/in/a \\"1\\".mov" size=174063616 elapsed=6.98s
Mar  1 08:00:08 src-3 ascp[21736]: LOG FASP Transfer Stop uuid=ffff op=send status=success file="/x" size=1
Mar  1 08:00:09 src-3 ascp[21736]: LOG FASP Session Stop uuid=029c op=recv status=success
Mar  1 08:00:09 src-3 ascp[21736]: LOG Receiver DS Qs 0/0
"""
ASPERA_OWN = """\
2024-03-01 17:00:00.730 [112c-00001cf0] LOG FASP Session Start uuid=1 op=send status=started local=10.0.0.1:1 peer=198.51.100.4:33001
2024-03-01 17:00:00.731 [112c-00001cf0] LOG FASP Session Params uuid=1 userid=0 user="jun" targetrate=3
2024-03-01 17:00:05.000 [112c-00001cf0] LOG FASP Transfer Stop uuid=1 op=send status=error file="/out/b.mov" size=10
"""

SAMPLES: dict[str, dict[str, str]] = {
    "sshd": {"auth.log": SSHD, "sftp.log": SFTP},
    "vsftpd": {"vsftpd.log": VSFTPD},
    "xferlog": {"xferlog": XFERLOG},
    "perforce": {"audit.log": PERFORCE},
    "web_access": {"access.log": WEB},
    "aspera": {"aspera-scp-transfer.log": ASPERA, "ascp-own.log": ASPERA_OWN},
}
