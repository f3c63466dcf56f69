package document
import ("testing";"math/rand/v2";"time";"sync/atomic";"fmt";"os")
func TestZZ(t *testing.T){
 var cur atomic.Value; cur.Store("")
 var n atomic.Int64
 go func(){ last:=int64(-1); for { time.Sleep(3*time.Second); v:=n.Load(); if v==last { fmt.Printf("HANG %q\n", cur.Load()); os.Exit(3)}; last=v } }()
 r:=rand.New(rand.NewPCG(uint64(time.Now().UnixNano()),2))
 chars:="a: \n-#'\"{}[],|>?&*!\t1b%\\~x+0123"
 end:=time.Now().Add(100*time.Second)
 for time.Now().Before(end) {
  s:=[]byte(nasties[r.IntN(len(nasties))]); if len(s)>300 {continue}
  if r.IntN(3)==0 { s=append(s, nasties[r.IntN(len(nasties))]...)}
  if len(s)>400 {continue}
  for k:=0;k<1+r.IntN(6);k++ { if len(s)==0 {break}; i:=r.IntN(len(s)); switch r.IntN(3){case 0: s[i]=chars[r.IntN(len(chars))]; case 1: s=append(s[:i],s[i+1:]...); default: s=append(s[:i],append([]byte{chars[r.IntN(len(chars))]},s[i:]...)...)} }
  cur.Store(string(s)); n.Add(1)
  if seg,err:=split(string(s)); err!=nil||len(seg)!=1||seg[0].body!=0 {continue}
  checkIndex(t,string(s)); if t.Failed() {break}
 }
 t.Log(n.Load())
}
