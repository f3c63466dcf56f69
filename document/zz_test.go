package document
import "testing"
func TestZZ(t *testing.T){ n:=0; for _,x:=range nasties { if !checkIndex(t,x){ d,err:=parseNodes(x,1); _=d; t.Logf("%.60q  yaml:%v",x,err)} else {n++} }; t.Log(n,len(nasties)) }
