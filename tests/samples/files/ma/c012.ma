//Maya ASCII 2016 scene
//Name: c012.ma
//Last modified: Tue, May 03, 2016 10:01:00 AM
//Codeset: 949
requires maya "2016";
file -rdi 1 -ns "bg" -typ "mayaBinary" "D:/Users/lan.wei/배경.mb";
fileInfo "application" "maya";
fileInfo "product" "Maya 2016";
fileInfo "osv" "Microsoft Windows 7 Ultimate Edition, 64-bit";
fileInfo "UUID" "0F1E2D3C";
fileInfo "license" "education";
createNode transform -n "머리";
// End of c012.ma
