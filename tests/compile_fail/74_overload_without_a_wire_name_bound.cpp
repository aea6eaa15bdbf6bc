// ERROR: two methods of this interface have the same name on the wire: give an overload one of its own
// ERROR: methods_alike<&Search::find, &Search::find>
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Search {
public:
    virtual ~Search() = default;
    virtual int find(int key) = 0;
    virtual int find(char const* key) = 0;
};
YONDER_INTERFACE(Search, (), ((int(int))find, key), ((int(char const*))find, key))

void wire(yonder::container& app) { app.bind<Search>(); }
